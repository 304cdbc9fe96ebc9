"""What the rules of a whole course look at: the manifest, the notebooks, the judge."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bs4 import BeautifulSoup
from nbformat import NotebookNode

from leakproof.authoring.places import FOLDERS, BuildError, exercise_id, folders_of, read_notebook
from leakproof.course import Course, Lesson
from leakproof.showing.prose import to_html


class Verdict(Protocol):
    """What the rules need of the judge's verdict on an answer."""

    @property
    def outcome(self) -> str:
        """``correct``, ``incorrect``, ``not_attempted`` or ``unusable``."""

    @property
    def points(self) -> int:
        """Points that the answer earned."""

    @property
    def of(self) -> int:
        """Points that a right answer earns."""


@dataclass(frozen=True)
class Page:
    """One notebook of the course."""

    lesson: Lesson
    folder: str
    path: Path
    notebook: NotebookNode

    @property
    def name(self) -> str:
        """As messages name it: ``notebooks/01_manual_close.ipynb``."""
        return f"{self.folder}/{self.path.name}"

    @property
    def cells(self) -> Iterator[tuple[str, NotebookNode]]:
        """Every cell, with the words that name its place: ``notebooks/01_manual_close.ipynb cell 7``."""
        for number, cell in enumerate(self.notebook.cells, 1):
            yield f"{self.name} cell {number}", cell

    @property
    def code(self) -> Iterator[tuple[str, NotebookNode]]:
        """The code cells among `cells`."""
        return ((where, cell) for where, cell in self.cells if cell.cell_type == "code")

    @property
    def prose(self) -> Iterator[tuple[str, BeautifulSoup]]:
        """The markdown cells among `cells`, as the HTML they show."""
        return ((where, to_html(cell.source)) for where, cell in self.cells if cell.cell_type == "markdown")

    def answers(self, exercise: str) -> list[tuple[str, str]]:
        """The cells that hold the answer to this exercise: where, and their source."""
        return [(where, cell.source) for where, cell in self.code if exercise_id(cell) == exercise]


@dataclass(frozen=True)
class Material:
    """A course, to be proven whole."""

    course: Course
    root: Path
    """The folder that holds ``notebooks/``, ``exercises/`` and ``solutions/``."""
    judge: Callable[[str, str], Verdict]
    """Judges an answer to an exercise: takes the exercise's id and the source."""
    is_prediction: Callable[[str], bool]
    """Whether there is a prediction of this id."""

    @functools.cached_property
    def _read(self) -> tuple[list[Page], list[str]]:
        pages: list[Page] = []
        problems: list[str] = []
        for lesson in self.course.lessons:
            for folder in folders_of(lesson):
                path = self.root / folder / lesson.file_name
                try:
                    pages.append(Page(lesson, folder, path, read_notebook(path)))
                except BuildError as problem:
                    problems.append(str(problem))
        return pages, problems

    @property
    def unreadable(self) -> list[str]:
        """A sentence for each notebook of the manifest that is missing or cannot be read."""
        return self._read[1]

    def pages(self, *folders: str) -> list[Page]:
        """The notebooks in these folders, or all: those that can be read."""
        return [page for page in self._read[0] if page.folder in (folders or FOLDERS)]

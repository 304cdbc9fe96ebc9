"""Reads a lesson's notebook as a class goes through it: sections, and in each the prose, the code and the questions."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag

from leakproof.course import Lesson
from leakproof.course.predictions import Prediction, prediction
from leakproof.course.solutions import ROOT
from leakproof.showing.prose import to_html

NOTES = "Teacher's notes"
"""How the summary of a section's folded notes begins."""

RECAP = "Recap"
"""The title of the section that ends a lesson."""

FOR_LATER = "Further reading"
"""How a paragraph begins that is for after the lesson."""

_MINUTES = re.compile(r"(\d+) minutes\b[^.]*\.")
_PREPARES = ("os.chdir", "tempfile.TemporaryDirectory")


class NoLessonToShow(LookupError):
    """The notebook of a lesson is missing or cannot be read; the message says what to do."""


@dataclass(frozen=True)
class Prose:
    """What stands between two cells of code: paragraphs, lists, tables, each as HTML."""

    blocks: tuple[str, ...]


@dataclass(frozen=True)
class Code:
    """A cell of code with the outputs that are stored in the notebook, in the notebook's format."""

    source: str
    outputs: tuple[dict[str, Any], ...]

    @property
    def prepares(self) -> bool:
        """Whether it only imports, and makes a folder to work in."""
        return all(map(_prepares, ast.parse(self.source).body))


@dataclass(frozen=True)
class Question:
    """A cell that asks a prediction."""

    asked: Prediction


Part = Prose | Code | Question


@dataclass
class Section:
    """From one heading of a lesson to the next."""

    level: int
    """1 for the lesson's own heading."""
    title: str
    """As HTML."""
    minutes: int | None = None
    """What the lesson plans for it, where it says so."""
    notes: list[str] = field(default_factory=list)
    """The teacher's notes, as HTML; the first line of each says what for and how long."""
    folded: list[str] = field(default_factory=list)
    """Whatever else is not for the projector, as HTML: the small print, what the lesson needs, further reading."""
    parts: list[Part] = field(default_factory=list)

    @property
    def words(self) -> str:
        """The title without markup."""
        return text_of(self.title)


def read_lesson(lesson: Lesson, folder: str = "notebooks", root: Path = ROOT) -> list[Section]:
    """The sections of the lesson's notebook in ``folder``; what stands after the recap's text is left out.

    Raises `NoLessonToShow` when there is no such notebook, or none that can be read.
    """
    sections: list[Section] = []
    for cell in _cells(root / folder / lesson.file_name):
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            _read_prose(source, sections)
        elif cell["cell_type"] == "code" and sections and sections[-1].words != RECAP:
            sections[-1].parts.append(_read_code(source, cell["outputs"]))
    if not sections:
        raise NoLessonToShow(f"{folder}/{lesson.file_name} has no heading: there is nothing to show.")
    return sections


def text_of(html: str) -> str:
    """The words of a piece of HTML, on one line."""
    return " ".join(BeautifulSoup(html, "html.parser").get_text().split())


def _cells(path: Path) -> list[dict[str, Any]]:
    name = f"{path.parent.name}/{path.name}"
    try:
        cells: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except FileNotFoundError:
        raise NoLessonToShow(f"{name}: there is no such file.") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoLessonToShow(f"{name} cannot be read as a notebook: {error}. Save it anew in JupyterLab.") from error
    return cells


def _read_prose(source: str, sections: list[Section]) -> None:
    """Adds a cell of text to the last section, or begins new ones at its headings."""
    blocks: list[str] = []

    def finish() -> None:
        if blocks and sections:
            sections[-1].parts.append(Prose(tuple(blocks)))
        blocks.clear()

    for element in without_dead_links(to_html(source)).find_all(True, recursive=False):
        if re.fullmatch("h[1-6]", element.name):
            finish()
            sections.append(Section(int(element.name[1]), element.decode_contents()))
        elif element.name == "details":
            _fold_away(element, sections[-1])
        else:
            _take_minutes(element, sections)
            if element.get_text().startswith(FOR_LATER) or _says_what_is_needed(element, sections):
                sections[-1].folded.append(str(element))
            elif element.get_text(strip=True) or element.find("img"):
                blocks.append(str(element))
    finish()


def _fold_away(details: Tag, section: Section) -> None:
    summary = details.find("summary")
    words = summary.get_text() if isinstance(summary, Tag) else ""
    if isinstance(summary, Tag):
        summary.extract()
    kept = section.notes if words.startswith(NOTES) else section.folded
    kept.append(f"<p><b>{words}</b></p>{details.decode_contents().strip()}")


def _take_minutes(element: Tag, sections: list[Section]) -> None:
    """The minutes at the beginning of a section are for the teacher: they leave the prose."""
    first = element.find("em")
    if not sections or sections[-1].level == 1 or sections[-1].parts or not isinstance(first, Tag):
        return
    found = _MINUTES.match(first.get_text())
    if found and element.get_text().startswith(first.get_text()):
        sections[-1].minutes = int(found[1])
        first.extract()


def _says_what_is_needed(element: Tag, sections: list[Section]) -> bool:
    """Whether this is the paragraph below the objectives: the lesson's minutes, and what to know before."""
    return bool(sections) and sections[-1].level == 1 and _MINUTES.match(element.get_text()) is not None


def without_dead_links(html: BeautifulSoup) -> BeautifulSoup:
    """A page for a projector or a printer stands alone: of links inside the course only the words stay."""
    for link in html.find_all("a"):
        if not str(link.get("href")).startswith(("http://", "https://")):
            link.unwrap()
    return html


def _read_code(source: str, outputs: list[dict[str, Any]]) -> Code | Question:
    asked = re.fullmatch(r'predict\("([\w.]+)"\)', source.strip())
    return Question(prediction(asked[1])) if asked else Code(source, tuple(outputs))


def _prepares(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return True
    value = statement.value if isinstance(statement, ast.Assign | ast.Expr) else None
    if not isinstance(value, ast.Call):
        return False
    called, says_nothing_new = ast.unparse(value.func), all(isinstance(given, ast.Constant) for given in value.args)
    return called in _PREPARES or (called == "print" and says_nothing_new)

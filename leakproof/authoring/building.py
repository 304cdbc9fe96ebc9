"""Builds lessons: writes exercises from solutions, runs all notebooks, and stores what they show."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from nbformat import NotebookNode
from nbval.plugin import get_sanitize_patterns  # type: ignore[import-untyped]

from leakproof.authoring.places import (
    EXERCISES,
    NOTEBOOKS,
    ROOT,
    SOLUTIONS,
    BuildError,
    in_course,
    read_notebook,
    to_bytes,
)
from leakproof.authoring.running import run_notebooks
from leakproof.authoring.stored import Sanitize, keep_equal_outputs, to_stored_form
from leakproof.authoring.stubs import exercise_from, is_untouched
from leakproof.course import Lesson
from leakproof.whole_file import write_whole

SANITIZERS = "tests/nbval_sanitize.cfg"
"""What the comparison of outputs overlooks, in nbval's format."""


def build(lessons: Sequence[Lesson], root: Path = ROOT, say: Callable[[str], None] = print) -> list[str]:
    """Builds these lessons and gives the problems, one sentence each.

    Of a notebook with a problem nothing is written. `say` gets a line for each notebook. An exercise notebook
    that somebody worked in is kept beside the new one.
    """
    problems: list[str] = []
    notebooks: list[tuple[Path, NotebookNode]] = []
    for lesson in lessons:
        try:
            notebooks += _sources(lesson, root)
        except BuildError as problem:
            problems.append(str(problem))
    sanitize = sanitizer()

    def store(path: Path, notebook: NotebookNode, problem: str | None) -> None:
        outcome = "not written"
        if problem is None:
            try:
                outcome = _store(path, notebook, sanitize)
            except OSError as error:
                problem = f"{in_course(path)}: cannot be written: {error.strerror or error}."
        if problem is not None:
            problems.append(problem)
        say(f"{in_course(path)}: {outcome}")

    run_notebooks(notebooks, store)
    return problems


def sanitizer() -> Sanitize:
    """Replaces in a text what may differ between two runs of a notebook, as the tests of the notebooks do."""
    patterns = get_sanitize_patterns((ROOT / SANITIZERS).read_text(encoding="utf-8"))
    return functools.partial(_replace_all, [(re.compile(pattern), new) for pattern, new in patterns])


def _replace_all(patterns: Iterable[tuple[re.Pattern[str], str]], text: str) -> str:
    for pattern, new in patterns:
        text = pattern.sub(new, text)
    return text


def _sources(lesson: Lesson, root: Path) -> list[tuple[Path, NotebookNode]]:
    """The lesson's notebooks, to be run."""
    path = root / NOTEBOOKS / lesson.file_name
    sources = [(path, read_notebook(path))]
    if not lesson.exercises:
        return sources
    solution = read_notebook(root / SOLUTIONS / lesson.file_name)
    (root / EXERCISES).mkdir(exist_ok=True)
    exercise = exercise_from(solution, f"{SOLUTIONS}/{lesson.file_name}")
    return [
        *sources,
        (root / SOLUTIONS / lesson.file_name, solution),
        (root / EXERCISES / lesson.file_name, exercise),
    ]


def _store(path: Path, notebook: NotebookNode, sanitize: Sanitize) -> str:
    """Writes the notebook and says what was done."""
    fresh = to_stored_form(notebook)
    former = _former(path)
    if former is not None:
        keep_equal_outputs(fresh, former, sanitize)
    content = to_bytes(fresh)
    kept = ""
    if path.exists():
        if path.read_bytes() == content:
            return "unchanged"
        if path.parent.name == EXERCISES and not (former and is_untouched(former)):
            kept = f"; what stood there was changed by hand and is kept in {in_course(_keep_beside(path))}"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)
    return f"written{kept}"


def _former(path: Path) -> NotebookNode | None:
    """The notebook that stands in the file now; ``None`` when there is none that can be read."""
    try:
        return read_notebook(path)
    except BuildError:
        return None


def _keep_beside(path: Path) -> Path:
    """Copies a notebook that somebody worked in, under a new name with the date and the time."""
    copy = path.with_name(f"{path.stem}-yours-{datetime.now():%Y-%m-%d-%H%M%S}.ipynb")
    with copy.open("xb") as file:
        file.write(path.read_bytes())
    return copy

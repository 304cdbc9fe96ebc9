"""The cells of an exercise as nbgrader knows them: the answer, and the check that is graded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from leakproof.classroom.answers import answering
from leakproof.classroom.joining import Cell as Candidate
from leakproof.course import Exercise, Lesson, course
from leakproof.judging import source

Cell = dict[str, Any]
"""A cell as its JSON, its source in one string; nbformat's ``NotebookNode`` is one."""


def answer_marks(exercise: Exercise) -> dict[str, Any]:
    """What nbgrader keeps in the metadata of the cell with the answer: the learner's, and no points of its own."""
    return {**_MARKS, "grade_id": exercise.name, "solution": True}


def check_marks(exercise: Exercise) -> dict[str, Any]:
    """What nbgrader keeps in the metadata of the cell with the check: read only, and it carries the points."""
    return {**_MARKS, "grade_id": f"check_{exercise.name}", "grade": True, "locked": True, "points": exercise.points}


_MARKS = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}


def check_source(exercise: Exercise) -> str:
    """The cell with the check, as ``check(read_and_close)``."""
    return f"check({exercise.name})"


def assignment(lesson: Lesson) -> str:
    """The name of the lesson's assignment, and of the one notebook in it: ``01_manual_close``."""
    return PurePath(lesson.file_name).stem


def lesson_of(notebook: str) -> Lesson:
    """The lesson whose assignment has a notebook of this name. Raises `LookupError` when there is none."""
    for lesson in course().lessons:
        if assignment(lesson) == notebook:
            return lesson
    raise LookupError(
        f"{notebook} is no lesson of this course, so its answers cannot be judged. Move your own assignments into a "
        f"course folder of their own, with settings of its own."
    )


def grade_id(cell: Cell) -> str | None:
    """The id that nbgrader knows the cell by; ``None`` when it has none."""
    marks = cell["metadata"].get("nbgrader")
    found = marks.get("grade_id") if isinstance(marks, dict) else None
    return found if isinstance(found, str) else None


def find_answer(cells: Sequence[Cell], exercise: Exercise) -> int | None:
    """Where the answer stands among the cells, from 0, by the rules of the command ``grade``; ``None`` when there is
    none."""
    code = [
        Candidate(number, answer_in(cell), _given_for(cell))
        for number, cell in enumerate(cells)
        if cell["cell_type"] == "code"
    ]
    at = answering(code, exercise)
    return None if at is None else code[at].number


def answer_in(cell: Cell) -> str:
    """The answer in a cell as the judge reads it, without the notebook's own commands and the learner's words."""
    return source.clean(cell["source"])


def _given_for(cell: Cell) -> str:
    """The id of the exercise whose answer the cell was given for; empty for none."""
    ours = cell["metadata"].get("leakproof")
    named = (ours.get("exercise") if isinstance(ours, dict) else None), grade_id(cell)
    return next((each.id for each in course().exercises if each.id == named[0] or each.name == named[1]), "")

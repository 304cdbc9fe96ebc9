"""What nbgrader does to a submission in this course: the answers are judged, and the learner's notebook is not run.

nbgrader calls these preprocessors by their names in the course's ``nbgrader_config.py``. Its own way would run each
notebook with the rights of whoever grades, and would read the marks from what that run printed.
"""

from __future__ import annotations

from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode, v4
from traitlets import Bool

from leakproof.classroom import nbgrader_cells as cells
from leakproof.course import Exercise
from leakproof.exercises.catalogue import judge_answer
from leakproof.showing.reports import report_html

Resources = dict[str, Any]


class _Always(Preprocessor):
    """A preprocessor that no setting can switch off, as nbconvert's are at first: unjudged, every check would pass."""

    enabled = Bool(True)


class RestoreCells(_Always):
    """Gives every exercise of a submission its two cells back, each with the metadata that nbgrader goes by.

    So it costs nothing when a learner moved, copied, changed or deleted cells. It comes before nbgrader's own
    preprocessors, which give up on metadata that are not whole.
    """

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Changes the notebook in place. Raises `LookupError` for a notebook that is no lesson."""
        exercises = cells.lesson_of(resources["nbgrader"]["notebook"]).exercises
        numbers = {exercise.name: cells.find_answer(nb.cells, exercise) for exercise in exercises}
        answers = {name: nb.cells[number] for name, number in numbers.items() if number is not None}
        checks: dict[str, NotebookNode] = {}
        for exercise in exercises:
            check = _find_check(nb, exercise, [*answers.values(), *checks.values()])
            if check is None:
                check = v4.new_code_cell()  # type: ignore[no-untyped-call]
                nb.cells.insert(_place(nb, answers.get(exercise.name)) + 1, check)
            checks[exercise.name] = check
        ours = {each for exercise in exercises for each in _ids(exercise)}
        for cell in nb.cells:
            if cells.grade_id(cell) in ours or not _is_whole(cell.metadata.get("nbgrader")):
                cell.metadata.pop("nbgrader", None)
        for exercise in exercises:
            if exercise.name in answers:
                answers[exercise.name].metadata.setdefault("nbgrader", cells.answer_marks(exercise))
            checks[exercise.name].source = cells.check_source(exercise)
            checks[exercise.name].metadata["nbgrader"] = cells.check_marks(exercise)
        return nb, resources


class DropUnknownCells(_Always):
    """Takes nbgrader's metadata off the cells that nbgrader found to be none of the assignment's.

    It comes after nbgrader's ``OverwriteCells``, which leaves such cells without an id, and before its
    ``CheckCellMetadata``, which would give up on the whole submission for one of them.
    """

    def preprocess_cell(self, cell: NotebookNode, resources: Resources, _: int) -> tuple[NotebookNode, Resources]:
        """Changes one cell in place."""
        if cells.grade_id(cell) is None:
            cell.metadata.pop("nbgrader", None)
        return cell, resources


class JudgeAnswers(_Always):
    """Judges every answer as ``check`` does, and leaves the report and the points in the cell of its check.

    nbgrader's ``SaveAutoGrades`` then takes that cell's value for the mark.
    """

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Changes the notebook in place.

        Raises `LookupError` for a notebook that is no lesson, `ValueError` for a test cell that is no check of this
        course (unjudged, it would count as passed), and `SandboxBroken` when no answer can be judged here.
        """
        exercises = cells.lesson_of(resources["nbgrader"]["notebook"]).exercises
        checked = {cells.check_marks(exercise)["grade_id"]: exercise for exercise in exercises}
        for cell in nb.cells:
            marks = cell.metadata.get("nbgrader", {})
            if not marks.get("grade") or marks.get("solution") or cell.cell_type != "code":
                continue
            exercise = checked.get(cells.grade_id(cell) or "")
            if exercise is None:
                raise ValueError(
                    f"The test cell {cells.grade_id(cell)!r} is none of the course's checks, and nothing else is run "
                    f"here. Take it out, or make it a manually graded one."
                )
            number = cells.find_answer(nb.cells, exercise)
            answer = "" if number is None else cells.answer_in(nb.cells[number])
            cell.outputs = [_judged(exercise, answer, float(marks["points"]))]
        return nb, resources


def _judged(exercise: Exercise, answer: str, points: float) -> NotebookNode:
    """The output of a check that gives at most these `points`: as text the mark alone, where nbgrader looks for it."""
    verdict = judge_answer(exercise.id, answer)
    mark, report = f"{points * verdict.points / verdict.of:g}", report_html(exercise, verdict)
    output: NotebookNode = v4.new_output(  # type: ignore[no-untyped-call]
        "execute_result", data={"text/plain": mark, "text/html": report}
    )
    return output


def _find_check(nb: NotebookNode, exercise: Exercise, taken: list[NotebookNode]) -> NotebookNode | None:
    """The cell of the exercise's check, known by its id or else by what stands in it; never one that is `taken`."""
    free = [cell for cell in nb.cells if cell.cell_type == "code" and not any(cell is each for each in taken)]
    found = [cell for cell in free if cells.grade_id(cell) == cells.check_marks(exercise)["grade_id"]]
    found += [cell for cell in free if cell.source.strip() == cells.check_source(exercise)]
    return found[0] if found else None


def _ids(exercise: Exercise) -> tuple[str, str]:
    return cells.answer_marks(exercise)["grade_id"], cells.check_marks(exercise)["grade_id"]


def _place(nb: NotebookNode, cell: NotebookNode | None) -> int:
    """Where the cell stands; the last place for none."""
    return next((number for number, each in enumerate(nb.cells) if each is cell), len(nb.cells) - 1)


def _is_whole(marks: Any) -> bool:
    """Whether nbgrader can read these metadata."""
    return (
        isinstance(marks, dict)
        and marks.get("schema_version") == 3
        and all(isinstance(marks.get(key), bool) for key in ("grade", "solution", "locked"))
        and isinstance(marks.get("grade_id"), str)
        and (not marks["grade"] or isinstance(marks.get("points"), int | float))
    )

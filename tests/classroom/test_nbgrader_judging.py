"""What the course does to a submission in nbgrader's place; nbgrader itself stands in tests/schools."""

import pytest
from nbformat import NotebookNode, v4

from leakproof.classroom import nbgrader_cells
from leakproof.classroom.nbgrader_judging import DropUnknownCells, JudgeAnswers, RestoreCells
from leakproof.course import course
from leakproof.course.solutions import solution_of

RIGHT = 'def read_and_close(path):\n    with open(path, encoding="utf-8") as file:\n        return file.read()\n'
HALF = (
    'def read_and_close(path):\n    file = open(path, encoding="utf-8")\n'
    "    text = file.read()\n    file.close()\n    return text\n"
)
STUB = "def read_and_close(path):\n    ...  # your answer here"
EXERCISE = course().exercise("read_and_close")
RESOURCES = {"nbgrader": {"notebook": "01_manual_close"}}


def code(source: str, **metadata: object) -> NotebookNode:
    return v4.new_code_cell(source, metadata=metadata)


def given(source: str) -> NotebookNode:
    marks = nbgrader_cells.answer_marks(EXERCISE)
    return code(source, nbgrader=marks, leakproof={"exercise": EXERCISE.id})


def check(source: str = "check(read_and_close)", **changes: object) -> NotebookNode:
    return code(source, nbgrader={**nbgrader_cells.check_marks(EXERCISE), **changes})


def restored(*cells: NotebookNode) -> NotebookNode:
    notebook, _ = RestoreCells().preprocess(v4.new_notebook(cells=list(cells)), RESOURCES)
    return notebook


def by_id(notebook: NotebookNode) -> dict[str, NotebookNode]:
    found = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
    ids = [cell.metadata["nbgrader"]["grade_id"] for cell in found]
    assert len(set(ids)) == len(ids)
    return dict(zip(ids, found, strict=True))


def mark(*cells: NotebookNode) -> tuple[str, str]:
    """The points and the report that an answer to 1.1 gets."""
    notebook, _ = JudgeAnswers().preprocess(restored(*cells), RESOURCES)
    (output,) = by_id(notebook)["check_read_and_close"].outputs
    assert output.output_type == "execute_result"
    return output.data["text/plain"], output.data["text/html"]


@pytest.mark.parametrize(
    ("answer", "points", "headline"),
    [
        (RIGHT, "4", "correct, 4 of 4 points"),
        (HALF, "2", "2 of 4 points"),
        (STUB, "0", "not attempted"),
        ("def read_and_close(", "0", "Not valid Python"),
        ("", "0", "not attempted"),
        (f"%%time\n{RIGHT}check(read_and_close)", "4", "correct, 4 of 4 points"),
    ],
)
def test_a_check_gets_the_judges_points_and_report(answer: str, points: str, headline: str) -> None:
    found, report = mark(given(answer), check())
    assert found == points
    assert headline in report


def test_other_points_of_the_teacher_are_kept_in_proportion() -> None:
    notebook = restored(given(HALF), check())
    by_id(notebook)["check_read_and_close"].metadata["nbgrader"]["points"] = 3
    JudgeAnswers().preprocess(notebook, RESOURCES)
    assert by_id(notebook)["check_read_and_close"].outputs[0].data["text/plain"] == "1.5"


@pytest.mark.parametrize(
    "cells",
    {
        "check deleted": (given(RIGHT),),
        "answer elsewhere": (given(STUB), check(), code(RIGHT)),
        "answer in a copied cell": (given(STUB), given(RIGHT), check()),
        "answer without metadata": (code(RIGHT), check()),
        "answer written into the check": (given(STUB), check(RIGHT)),
        "check changed": (given(RIGHT), check("4", points=400, grade_id="check_read_and_close")),
        "check without metadata": (given(RIGHT), code(" check(read_and_close)\n")),
        "metadata of no use": (code(RIGHT, nbgrader=7, leakproof="1.1"), check(), code("", nbgrader={"grade": True})),
        "another try below": (given(RIGHT), check(), code(STUB)),
        "check twice": (given(RIGHT), check(), check()),
    }.items(),
    ids=lambda each: each[0],
)
def test_moved_changed_and_deleted_cells_cost_nothing(cells: tuple[str, tuple[NotebookNode, ...]]) -> None:
    points, _ = mark(*cells[1])
    assert points == "4"


def test_every_exercise_has_its_check_again() -> None:
    found = by_id(restored())
    lesson = course().lesson(1)
    assert set(found) == {f"check_{exercise.name}" for exercise in lesson.exercises}
    for exercise in lesson.exercises:
        cell = found[f"check_{exercise.name}"]
        assert cell.source == f"check({exercise.name})"
        assert cell.metadata["nbgrader"]["points"] == exercise.points
        assert cell.metadata["nbgrader"]["locked"]


def test_one_cell_is_not_the_check_of_two_exercises() -> None:
    found = by_id(restored(given(RIGHT), check("check(copy_file)")))
    assert {"check_read_and_close", "check_copy_file", "check_count_leaked"} < set(found)


def test_two_answers_in_one_cell_are_both_found() -> None:
    both = RIGHT + "\n\n" + solution_of(course().exercise("copy_file"))
    notebook, _ = JudgeAnswers().preprocess(restored(given(both)), RESOURCES)
    marks = {name: cell.outputs[0].data["text/plain"] for name, cell in by_id(notebook).items() if cell.outputs}
    assert marks == {"check_read_and_close": "4", "check_copy_file": "6", "check_count_leaked": "0"}


def test_a_question_of_the_teacher_is_kept() -> None:
    marks = {"schema_version": 3, "grade": True, "solution": True, "locked": False, "points": 3, "grade_id": "why"}
    question = v4.new_markdown_cell("Because.", metadata={"nbgrader": marks})
    assert by_id(restored(question))["why"].source == "Because."


def test_an_unjudged_test_cell_is_refused() -> None:
    """It would count as passed."""
    notebook = restored(given(RIGHT), check(), check("assert False", grade_id="mine"))
    with pytest.raises(ValueError, match="'mine' is none of the course's checks"):
        JudgeAnswers().preprocess(notebook, RESOURCES)


@pytest.mark.parametrize("preprocessor", [RestoreCells, JudgeAnswers])
def test_an_assignment_of_the_teacher_is_refused(preprocessor: type[JudgeAnswers]) -> None:
    with pytest.raises(LookupError, match="week_3 is no lesson of this course"):
        preprocessor().preprocess(v4.new_notebook(), {"nbgrader": {"notebook": "week_3"}})


def test_what_nbgrader_does_not_know_is_no_graded_cell() -> None:
    marks = {"schema_version": 3, "grade": True, "solution": False, "locked": True, "points": 100}
    notebook = v4.new_notebook(cells=[code("", nbgrader=marks), code("", nbgrader={}), check()])
    DropUnknownCells().preprocess(notebook, RESOURCES)
    assert set(by_id(notebook)) == {"check_read_and_close"}


@pytest.mark.parametrize("preprocessor", [RestoreCells, DropUnknownCells, JudgeAnswers])
def test_it_is_on_without_any_setting(preprocessor: type[JudgeAnswers]) -> None:
    """nbconvert leaves out a preprocessor that is off, and then every check would count as passed."""
    assert preprocessor().enabled
    assert not preprocessor.class_traits(config=True).get("enabled")

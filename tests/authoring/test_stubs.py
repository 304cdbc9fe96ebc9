"""Exercise notebooks come from solution notebooks."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from nbformat import NotebookNode

from leakproof.authoring import BuildError, is_untouched, pristine
from leakproof.authoring.places import read_notebook, to_bytes
from leakproof.authoring.stubs import exercise_from
from leakproof.course import Lesson


def cells(notebook: dict) -> dict[str, str]:
    return {cell["id"]: "".join(cell["source"]) for cell in notebook["cells"]}


@pytest.fixture
def solution(sources: Path, lesson: Lesson) -> NotebookNode:
    return read_notebook(sources / "solutions" / lesson.file_name)


def test_the_solution_is_taken_out_and_the_stub_stays(sources: Path, lesson: Lesson) -> None:
    exercise = cells(json.loads(pristine(lesson, sources)))
    assert exercise["answer"] == (
        'def read_and_close(path):\n    """The text of the file."""\n    ...  # your answer here'
    )
    assert exercise["title"].startswith("# Exercises 1: Close it\n")
    assert "why" not in exercise
    assert exercise["task"] == "## Exercise 1.1"


def test_a_solution_may_have_several_regions(solution: NotebookNode) -> None:
    solution.cells[2].source = (
        "### BEGIN SOLUTION\na = 1\n### END SOLUTION\n"
        "if a:\n    ### BEGIN SOLUTION\n    b = 2\n    ### END SOLUTION"
    )
    assert cells(exercise_from(solution, "s"))["answer"] == (
        "...  # your answer here\nif a:\n    ...  # your answer here"
    )


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("a = 1", "s cell 3: is the answer to exercise 1.1 but marks no solution. Put the lines"),
        ("### BEGIN SOLUTION\na", 's cell 3: "### BEGIN SOLUTION" has no "### END SOLUTION" after it'),
        ("a\n### END SOLUTION", 's cell 3: "### END SOLUTION" stands where "### BEGIN SOLUTION" was due'),
        (
            "### BEGIN SOLUTION\n### BEGIN SOLUTION",
            's cell 3: "### BEGIN SOLUTION" stands where "### END SOLUTION" was due',
        ),
    ],
)
def test_marks_that_do_not_pair_are_named(solution: NotebookNode, source: str, message: str) -> None:
    solution.cells[2].source = source
    with pytest.raises(BuildError, match=f"^{message}"):
        exercise_from(solution, "s")


def test_the_solution_itself_is_left_alone(solution: NotebookNode) -> None:
    before = to_bytes(solution)
    exercise_from(solution, "s")
    assert to_bytes(solution) == before


def test_pristine_is_written_as_jupyter_writes(sources: Path, lesson: Lesson, tmp_path: Path) -> None:
    file = tmp_path / "pristine.ipynb"
    file.write_bytes(pristine(lesson, sources))
    assert to_bytes(read_notebook(file)) == file.read_bytes()


def test_pristine_needs_no_slow_library() -> None:
    script = "import sys, leakproof.authoring; print('nbformat' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert answer.stdout == "False\n"


def test_running_is_no_change_and_typing_is(solution: NotebookNode) -> None:
    exercise = exercise_from(solution, "s")
    exercise.cells[2].execution_count = 3
    assert is_untouched(exercise)
    exercise.cells[2].source += "\nreturn"
    assert not is_untouched(exercise)


@pytest.mark.parametrize("content", [None, b"{", b"[1]", b'{"cells": [{}]}', b"\xff"])
def test_what_is_no_notebook_is_named(sources: Path, lesson: Lesson, content: bytes | None) -> None:
    path = sources / "solutions" / lesson.file_name
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(BuildError, match=r"^solutions/01_close\.ipynb: "):
        pristine(lesson, sources)
    with pytest.raises(BuildError, match=r"^solutions/01_close\.ipynb: "):
        read_notebook(path)

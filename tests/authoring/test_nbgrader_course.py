"""The course folder for nbgrader, without nbgrader; with it: tests/schools/test_nbgrader.py."""

import argparse
import json
import re
from pathlib import Path

import pytest

from leakproof.authoring import nbgrader_course
from leakproof.authoring.places import ROOT, BuildError
from leakproof.cli import nbgrader
from leakproof.course import course
from leakproof.course.solutions import solution_of


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nbgrader") / "a course"
    nbgrader_course.write_course(folder)
    return folder


def cells(folder: Path, name: str) -> list[dict[str, object]]:
    return list(json.loads((folder / "source" / name / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"])


def command(folder: Path) -> int:
    return nbgrader.run(argparse.Namespace(folder=folder))


def test_every_exercise_is_one_answer_and_one_check(folder: Path) -> None:
    points = {}
    for lesson in course().with_exercises:
        marked = {
            cell["metadata"]["nbgrader"]["grade_id"]: cell  # type: ignore[index]
            for cell in cells(folder, lesson.file_name.removesuffix(".ipynb"))
            if "nbgrader" in cell["metadata"]  # type: ignore[operator]
        }
        assert len(marked) == 2 * len(lesson.exercises)
        for exercise in lesson.exercises:
            answer, check = marked[exercise.name], marked[f"check_{exercise.name}"]
            text = "".join(answer["source"])  # type: ignore[arg-type]
            assert re.sub(r" *### (BEGIN|END) SOLUTION\n?", "", text).strip() == solution_of(exercise).strip()
            assert "### BEGIN SOLUTION" in text
            assert check["source"] == [f"check({exercise.name})"]
            points[exercise.id] = check["metadata"]["nbgrader"]["points"]  # type: ignore[index]
    assert points == {exercise.id: exercise.points for exercise in course().exercises}


def test_nothing_in_it_is_for_solutions_only_or_leads_nowhere(folder: Path) -> None:
    for path in (folder / "source").rglob("*.ipynb"):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        assert "".join(notebook["cells"][0]["source"]).startswith("# Exercises")
        for cell in notebook["cells"]:
            assert "solution-only" not in cell["metadata"].get("tags", [])
            assert not cell.get("outputs")
            if cell["cell_type"] == "markdown":
                assert "](../" not in "".join(cell["source"])


def test_the_preprocessors_that_are_named_are_there() -> None:
    named = re.findall(r'"leakproof\.classroom\.nbgrader_judging\.(\w+)"', nbgrader_course.SETTINGS)
    from leakproof.classroom import nbgrader_judging

    assert named == ["RestoreCells", "DropUnknownCells", "JudgeAnswers"]
    assert all(hasattr(nbgrader_judging, name) for name in named)


def test_the_command_writes_it_and_says_how_to_go_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(tmp_path / "new" / "course") == 0
    said = capsys.readouterr().out
    assert f"{len(course().exercises)} exercises" in said
    assert "requirements-classroom.txt" in said
    assert "nbgrader generate_assignment 00_start_here" in said
    assert (tmp_path / "new" / "course" / "nbgrader_config.py").is_file()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "gradebook.db").write_bytes(b"precious")
    assert command(tmp_path) == 1
    assert "is there already, and not empty" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["gradebook.db"]
    assert command(tmp_path / "gradebook.db" / "course") == 1
    assert "cannot be written" in capsys.readouterr().err


def test_a_broken_solution_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "solutions").mkdir()
    for lesson in course().with_exercises:
        text = (ROOT / "solutions" / lesson.file_name).read_text(encoding="utf-8")
        text = text.replace("check(copy_file)", "copy_file")
        (tmp_path / "solutions" / lesson.file_name).write_text(text, encoding="utf-8")
    with pytest.raises(BuildError, match=r"01_manual_close\.ipynb: has 1 answers to exercise 1\.2 and 0 cells"):
        nbgrader_course.write_course(tmp_path / "course", root=tmp_path)
    assert not (tmp_path / "course").exists()

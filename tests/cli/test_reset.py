"""`reset` gives back the exercise notebook and loses nothing of the learner's."""

import argparse
import json
from datetime import datetime
from pathlib import Path

import pytest

import leakproof.authoring
from leakproof.cli import reset as command
from leakproof.cli.reset import reset


def notebook(source: str, output: str = "") -> bytes:
    outputs = [{"output_type": "stream", "name": "stdout", "text": output}] if output else []
    cell = {
        "cell_type": "code",
        "source": [source],
        "outputs": outputs,
        "metadata": {},
        "execution_count": None,
    }
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


PRISTINE = notebook("...  # your answer here")


@pytest.fixture
def exercise(tmp_path: Path) -> Path:
    (tmp_path / "exercises").mkdir()
    return tmp_path / "exercises" / "03_with.ipynb"


def kept(exercise: Path) -> list[Path]:
    return sorted(exercise.parent.glob("*-yours-*.ipynb"))


def test_the_learners_own_is_kept_under_the_date_and_time(exercise: Path) -> None:
    exercise.write_bytes(notebook("with open(path) as file: ..."))
    before = datetime.now().replace(second=0, microsecond=0)
    said = reset(exercise, PRISTINE)
    assert exercise.read_bytes() == PRISTINE
    (copy,) = kept(exercise)
    assert copy.read_bytes() == notebook("with open(path) as file: ...")
    assert before <= datetime.strptime(copy.stem, "03_with-yours-%Y-%m-%d-%H%M") <= datetime.now()
    assert f"exercises/{copy.name}" in said


def test_an_older_copy_is_never_overwritten(exercise: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Noon(datetime):
        @classmethod
        def now(cls, _: object = None) -> "Noon":
            return cls(2026, 11, 21, 12, 0)

    monkeypatch.setattr(command, "datetime", Noon)
    for answer in ("first", "second", "third"):
        exercise.write_bytes(notebook(answer))
        reset(exercise, PRISTINE)
    stem = "03_with-yours-2026-11-21-1200"
    assert {path.name: path.read_bytes() for path in kept(exercise)} == {
        f"{stem}.ipynb": notebook("first"),
        f"{stem}-2.ipynb": notebook("second"),
        f"{stem}-3.ipynb": notebook("third"),
    }


def test_a_missing_notebook_comes_back(exercise: Path) -> None:
    exercise.parent.rmdir()
    assert "was missing and is back" in reset(exercise, PRISTINE)
    assert exercise.read_bytes() == PRISTINE
    assert kept(exercise) == []


def test_a_notebook_that_was_only_run_stays(exercise: Path) -> None:
    only_run = notebook("...  # your answer here", output="Not attempted yet")
    exercise.write_bytes(only_run)
    assert "nothing to do" in reset(exercise, PRISTINE)
    assert exercise.read_bytes() == only_run
    assert kept(exercise) == []


@pytest.mark.parametrize("broken", [b"", b"{not json", b"[]", b"\xff\xfe", b'{"cells": [1]}'])
def test_a_broken_notebook_is_kept_too(broken: bytes, exercise: Path) -> None:
    exercise.write_bytes(broken)
    reset(exercise, PRISTINE)
    assert exercise.read_bytes() == PRISTINE
    assert kept(exercise)[0].read_bytes() == broken


def test_when_writing_fails_the_learners_own_is_still_there(exercise: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exercise.write_bytes(notebook("mine"))

    def no_space(*_: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", no_space)
    with pytest.raises(OSError, match="No space left"):
        reset(exercise, PRISTINE)
    assert exercise.read_bytes() == notebook("mine")
    assert [path for path in exercise.parent.iterdir() if path.suffix != ".ipynb"] == []


def test_the_command_takes_several_lessons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "ROOT", tmp_path)
    monkeypatch.setattr(leakproof.authoring, "pristine", lambda lesson: notebook(f"lesson {lesson.number}"))
    assert command.run(argparse.Namespace(lessons=["0", "01"])) == 0
    written = sorted(path.name for path in (tmp_path / "exercises").iterdir())
    assert written == ["00_start_here.ipynb", "01_manual_close.ipynb"]
    assert "exercises/01_manual_close.ipynb was missing and is back" in capsys.readouterr().out


def test_a_lesson_without_exercises_has_nothing_to_give_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "ROOT", tmp_path)
    assert command.run(argparse.Namespace(lessons=["0", "10"])) == 2
    assert capsys.readouterr() == ("", "Lesson 10, One last round, has no exercises: nothing to give back.\n")
    assert list(tmp_path.iterdir()) == []


def test_with_an_unknown_lesson_nothing_is_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "ROOT", tmp_path)
    assert command.run(argparse.Namespace(lessons=["0", "99"])) == 2
    assert "There is no lesson '99'. There are: 00, 01" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []

"""Progress is written safely: by several processes, after damage, into folders that cannot be written."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import leakproof
from leakproof.progress import ExerciseStanding, FirstChoice, Progress, ProgressNotSaved


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "made" / "on the way" / "progress.jsonl"


def test_standing_of_one_who_has_done_nothing(file: Path) -> None:
    standing = Progress(file).standing()
    assert (standing.exercises, standing.predictions, standing.notes) == ({}, {}, ())
    assert standing.exercise("1.1") == ExerciseStanding()
    assert not file.exists()


def test_everything_that_is_written_down_counts(file: Path) -> None:
    before = datetime.now(UTC)
    progress = Progress(file)
    progress.checked("1.1", "not_attempted", 0, 4, "")
    progress.checked("1.1", "incorrect", 3, 4, "first try")
    progress.checked("1.1", "correct", 4, 4, "second try")
    progress.checked("1.1", "unusable", 0, 4, "broke it again")
    for rung in (1, 2, 2):
        progress.hinted("1.1", rung)
    progress.hinted("1.2", 1)
    progress.solution_seen("1.1")

    standing = progress.standing()
    solved = standing.exercise("1.1")
    assert solved.attempts == 3
    assert solved.best == 4
    assert solved.hints == 2
    assert solved.solved
    assert solved.solution_seen
    assert solved.last_outcome == "unusable"
    assert solved.solved_at is not None
    assert before - timedelta(seconds=1) < solved.solved_at <= datetime.now(UTC)
    assert standing.exercise("1.2") == ExerciseStanding(hints=1)


def test_only_the_first_prediction_counts(file: Path) -> None:
    Progress(file).predicted("1.flush", "a", False)
    Progress(file).predicted("1.flush", "b", True)
    assert Progress(file).standing().predictions == {"1.flush": FirstChoice("a", False)}


def test_the_sources_of_all_answers_are_kept(file: Path) -> None:
    sources = ["def f():\n    pass\n", "# ünïcode \u2028 and a lone \ud800", "'\"\\"]
    for source in sources:
        Progress(file).checked("1.1", "incorrect", 0, 4, source)
    assert [json.loads(line)["source"] for line in file.read_text("ascii").splitlines()] == sources


def test_processes_that_write_at_the_same_time_lose_nothing(file: Path) -> None:
    script = """
import sys
from leakproof.progress import Progress
progress = Progress(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
for number in range(2000):
    progress.checked(sys.argv[2], "incorrect", number, 2000, "x" * 5000)
"""
    ids = ["1.1", "1.2"]
    with contextlib.ExitStack() as stack:
        writers = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", script, str(file), id],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            for id in ids
        ]
        assert [writer.stdout and writer.stdout.readline() for writer in writers] == ["ready\n", "ready\n"]
        for writer in writers:
            assert writer.stdin
            writer.stdin.write("go\n")
            writer.stdin.flush()
        assert [writer.wait(120) for writer in writers] == [0, 0]
    standing = Progress(file).standing()
    assert [standing.exercise(id).attempts for id in ids] == [2000, 2000]


@pytest.mark.parametrize("lost", [1, 2, 40])
def test_a_line_that_was_cut_off_costs_only_itself(file: Path, lost: int) -> None:
    progress = Progress(file)
    progress.hinted("1.1", 1)
    progress.hinted("1.1", 2)
    file.write_bytes(file.read_bytes()[:-lost])
    progress.hinted("1.1", 3)
    # Without its line break alone the second line is still whole.
    assert progress.standing().exercise("1.1").hints == (3 if lost == 1 else 2)
    assert json.loads(file.read_bytes().splitlines()[-1])["rung"] == 3


@pytest.mark.parametrize(
    "damage",
    [
        b"\x00\x00\x00",
        b"\xff\xfe",
        b"[1, 2]",
        b"3",
        b"null",
        b"{}",
        b'{"when": 3, "event": "hinted", "exercise": "1.1", "rung": 2}',
        b'{"when": "yesterday", "event": "hinted", "exercise": "1.1", "rung": 2}',
        b'{"when": "2026-11-21T10:00:00+00:00", "event": "hinted", "exercise": "1.1"}',
        b'{"when": "2026-11-21T10:00:00+00:00", "event": "checked", "exercise": "1.1", "outcome": "correct"}',
        b'{"when": "2026-11-21T10:00:00+00:00", "event": "something of a later version", "exercise": "1.1"}',
        b"[" * 100_000,
    ],
)
def test_other_damage_is_read_past(file: Path, damage: bytes) -> None:
    Progress(file).hinted("1.1", 1)
    file.write_bytes(damage + b"\n" + file.read_bytes() + damage)
    Progress(file).hinted("1.1", 3)
    assert Progress(file).standing().exercises == {"1.1": ExerciseStanding(hints=2)}


def test_the_environment_names_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEAKPROOF_PROGRESS", str(file))
    Progress().hinted("1.1", 1)
    assert file.exists()


@pytest.fixture
def course_and_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A course installed in a folder of its own and a learner's home, both empty."""
    course, home = tmp_path / "course", tmp_path / "home"
    (course / "leakproof").mkdir(parents=True)
    (course / "pyproject.toml").touch()
    home.mkdir()
    monkeypatch.delenv("LEAKPROOF_PROGRESS", raising=False)
    monkeypatch.setattr(leakproof, "__file__", str(course / "leakproof" / "__init__.py"))
    monkeypatch.setattr(Path, "home", lambda: home)
    return course, home


def test_progress_is_kept_in_the_course(course_and_home: tuple[Path, Path]) -> None:
    course, home = course_and_home
    Progress().hinted("1.1", 1)
    assert (course / ".leakproof" / "progress.jsonl").exists()
    assert list(home.iterdir()) == []


def test_without_a_course_folder_it_is_kept_at_home(course_and_home: tuple[Path, Path]) -> None:
    course, home = course_and_home
    (course / "pyproject.toml").unlink()
    Progress().hinted("1.1", 1)
    assert (home / ".leakproof" / "progress.jsonl").exists()
    assert not (course / ".leakproof").exists()


def test_where_the_course_cannot_be_written_it_is_kept_at_home_and_adds_up(course_and_home: tuple[Path, Path]) -> None:
    course, home = course_and_home
    Progress().predicted("1.flush", "a", False)
    (course / ".leakproof").rename(course / "put aside")
    (course / ".leakproof").write_text("in the way, even for an administrator")
    Progress().predicted("1.flush", "b", True)
    Progress().hinted("1.1", 1)
    assert (home / ".leakproof" / "progress.jsonl").exists()
    assert Progress().standing().predictions == {"1.flush": FirstChoice("b", True)}
    (course / ".leakproof").unlink()
    (course / "put aside").rename(course / ".leakproof")
    assert Progress().standing().predictions == {"1.flush": FirstChoice("a", False)}
    assert Progress().standing().exercise("1.1").hints == 1


def test_no_place_to_write_is_one_clear_sentence(course_and_home: tuple[Path, Path]) -> None:
    for folder in course_and_home:
        (folder / ".leakproof").touch()
    with pytest.raises(ProgressNotSaved) as raised:
        Progress().hinted("1.1", 1)
    message = str(raised.value)
    assert message.startswith("Your progress was not saved: ")
    assert all(str(folder) in message for folder in course_and_home)
    assert "LEAKPROOF_PROGRESS" in message
    assert "\n" not in message
    assert Progress().standing().exercises == {}


def test_a_user_without_a_home_can_keep_progress_in_the_course(
    course_and_home: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", no_home)
    Progress().hinted("1.1", 1)
    assert (course_and_home[0] / ".leakproof" / "progress.jsonl").exists()


def test_a_disk_that_is_full_in_the_middle_of_a_line_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    progress = Progress(file)
    progress.hinted("1.1", 1)
    with monkeypatch.context() as full:
        write = os.write
        full.setattr(os, "write", lambda descriptor, line: write(descriptor, line[:10]))
        with pytest.raises(ProgressNotSaved, match="the disk is full"):
            progress.hinted("1.1", 2)
    progress.hinted("1.1", 3)
    assert progress.standing().exercise("1.1").hints == 2


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    standing = Progress(tmp_path).standing()
    assert standing.exercises == {}
    assert [str(tmp_path) in note for note in standing.notes] == [True]

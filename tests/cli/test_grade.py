"""The command `grade`: what it writes and says, and that it goes on where it was killed."""

import csv
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from leakproof.cli import main as commands
from leakproof.cli.environment import ROOT
from leakproof.course import course

READ = 'def read_and_close(path):\n    with open(path, encoding="utf-8") as file:\n        return file.read()\n'

COMMAND = """\
import sys
from leakproof.cli import main
if __name__ == "__main__":
    main.enter = lambda *_: None
    sys.exit(main.main(sys.argv[1:]))
"""
"""What ``python -m leakproof`` does in an environment that is as it should be."""


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "enter", lambda *_: None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "class"
    made.mkdir()
    return made


def hand_in(folder: Path, name: str, **answers: str) -> None:
    cells = [
        {"cell_type": "code", "source": source, "metadata": {"leakproof": {"exercise": id[1:].replace("_", ".")}}}
        for id, source in answers.items()
    ]
    (folder / f"{name}.ipynb").write_text(json.dumps({"nbformat": 4, "cells": cells}), encoding="utf-8")


def grade(*arguments: object) -> int:
    try:
        return commands.main(["grade", *map(str, arguments)])
    except SystemExit as ended:
        return int(ended.code or 0)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_class_is_graded(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hand_in(folder, "=ada", _1_1=READ)
    hand_in(folder, "bob", _1_1="def read_and_close(path): ...")
    (folder / "cy.ipynb").write_text("{")
    out, canvas, moodle = (tmp_path / f"{name}.csv" for name in ("out", "canvas", "moodle"))
    assert grade(folder, "--out", out, "--canvas", canvas, "--moodle", moodle, "--jobs", 1) == 0
    assert [(row["learner"], row["1.1"], row["total"]) for row in rows(out)] == [
        ("'=ada", "4", "4"), ("bob", "0", "0"), ("cy", "0", "0"),
    ]  # fmt: skip
    assert len(rows(out)[0]) == len(course().exercises) + 3
    assert len(rows(canvas)) == 4
    assert len(rows(moodle)) == 3
    said = capsys.readouterr()
    assert "cy: cy.ipynb cannot be read: it is no notebook" in said.out
    assert "3 learners; 2 different answers judged." in said.out
    assert f"{out}.progress.sqlite" in said.out
    assert "2 of 2 answers judged\n" in said.err


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["class"], "--out"),
        (["class", "--out", "o.csv", "--jobs", "0"], "no number from 1"),
        (["nowhere", "--out", "o.csv"], "nowhere does not exist"),
        (["class", "--out", "o.csv"], "Looked for"),
        (["class", "--out", "no/o.csv"], "there is no folder"),
        (["class", "--out", "class"], "it is a folder"),
        (["class", "--out", "o.csv", "--canvas", "o.csv"], "the same name"),
    ],
)
def test_bad_usage_is_2(
    arguments: list[str],
    complaint: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(folder.parent)
    assert grade(*arguments) == 2
    said = capsys.readouterr()
    assert complaint in said.err
    assert said.out == ""
    assert list(folder.parent.iterdir()) == [folder]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_disk_that_cannot_be_written_is_said_and_costs_nothing(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hand_in(folder, "ada", _1_1="")
    (tmp_path / "out.csv").write_text("older")
    (tmp_path / "out.csv.progress.sqlite").symlink_to("/proc/no/such/place")
    assert grade(folder, "--out", tmp_path / "out.csv") == 1
    assert "out.csv.progress.sqlite could not be written" in capsys.readouterr().err
    assert (tmp_path / "out.csv").read_text() == "older"


def command(folder: Path, out: Path) -> subprocess.Popen[str]:
    script = folder.parent / "command.py"
    script.write_text(COMMAND)
    return subprocess.Popen(
        [sys.executable, script, "grade", folder, "--out", out, "--jobs", "2"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def kept(out: Path) -> dict[tuple[str, str], str]:
    try:
        connection = sqlite3.connect(f"file:{out}.progress.sqlite?mode=ro", uri=True)
    except sqlite3.OperationalError:
        return {}
    try:
        found = connection.execute("SELECT exercise, answer, judgement FROM judgements").fetchall()
    except sqlite3.OperationalError:
        return {}
    finally:
        connection.close()
    return {(exercise, answer): judgement for exercise, answer, judgement in found}


def until_some_are_kept(out: Path) -> int:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if found := len(kept(out)):
            return found
        time.sleep(0.01)
    raise AssertionError("nothing was judged")


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL and SIGINT")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT], ids=["killed", "Ctrl-C"])
def test_what_was_judged_before_the_end_is_not_judged_again(how: signal.Signals, folder: Path, tmp_path: Path) -> None:
    for number in range(12):
        hand_in(folder, f"learner{number:02}", _1_1=f"{READ}# {number}\n")
    out = tmp_path / "out.csv"
    out.write_text("older")
    with command(folder, out) as first:
        until_some_are_kept(out)
        os.killpg(first.pid, how) if how == signal.SIGINT else first.send_signal(how)
        said = first.communicate()
    before = kept(out)
    assert 0 < len(before) < 12
    assert out.read_text() == "older"
    assert sorted(path.name for path in tmp_path.glob("out.csv*")) == ["out.csv", "out.csv.progress.sqlite"]
    if how == signal.SIGINT:
        assert first.returncode == 130
        assert "the same command goes on" in said[1]
    with command(folder, out) as second:
        said = second.communicate()
    assert second.returncode == 0, said
    assert f"{12 - len(before)} different answers judged, {len(before)} in an earlier run." in said[0]
    assert kept(out).items() >= before.items()
    assert [row["total"] for row in rows(out)] == ["4"] * 12

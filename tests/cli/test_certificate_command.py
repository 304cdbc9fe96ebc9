"""The command `progress`: the board, and the certificate with its exit codes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from leakproof.cli import main
from leakproof.course import course
from leakproof.progress import Progress


@pytest.fixture(autouse=True)
def own_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(main, "enter", lambda *_: None)
    monkeypatch.setenv("LEAKPROOF_PROGRESS", str(tmp_path / "progress.jsonl"))
    monkeypatch.chdir(tmp_path)
    yield


def solve_all(but: str = "") -> None:
    for exercise in course().exercises:
        if exercise.id != but:
            Progress().checked(exercise.id, "correct", exercise.points, exercise.points, "")


def run(*arguments: str) -> int:
    return main.main(["progress", *arguments])


def test_the_board_as_ever(capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 0
    assert capsys.readouterr().out.startswith("Your progress: 0 of")


def test_a_certificate_is_written_and_replaced(capsys: pytest.CaptureFixture[str]) -> None:
    solve_all()
    for name in ("Ada Lovelace", "山田太郎"):
        assert run("--certificate", "mine.svg", "--name", name) == 0
        said = capsys.readouterr().out
        assert said.startswith(f"{name} has completed the course Leakproof with distinction on ")
        assert "The certificate is in mine.svg" in said
        assert name in Path("mine.svg").read_text(encoding="utf-8")


def test_without_an_exercise_there_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    solve_all(but="1.1")
    assert run("--certificate", "mine.svg", "--name", "Ada") == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        "Your certificate still needs one exercise (1.1 read_and_close): "
        "go on with 1.1 in exercises/01_manual_close.ipynb.\n"
    )
    assert not Path("mine.svg").exists()


def test_another_file_is_not_overwritten(capsys: pytest.CaptureFixture[str]) -> None:
    solve_all()
    Path("thesis.svg").write_text("years of work", encoding="utf-8")
    assert run("--certificate", "thesis.svg", "--name", "Ada") == 1
    assert "is no certificate" in capsys.readouterr().err
    assert Path("thesis.svg").read_text(encoding="utf-8") == "years of work"


@pytest.mark.parametrize("arguments", [["--certificate", "mine.svg"], ["--name", "Ada"]])
def test_one_without_the_other_is_bad_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*arguments) == 2
    assert "--certificate FILE --name NAME" in capsys.readouterr().err

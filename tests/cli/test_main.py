"""The command line: help, usage, and what comes between a command and its environment."""

import argparse
import subprocess
import sys

import pytest

from leakproof.cli import check, lab, main
from leakproof.cli.environment import ROOT, Problem

COMMANDS = "lab test check grade class slides handouts build reset progress nbgrader".split()


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main, "enter", lambda *_: None)


def recorded(monkeypatch: pytest.MonkeyPatch, module: object, result: object) -> list[argparse.Namespace]:
    runs: list[argparse.Namespace] = []

    def run(args: argparse.Namespace) -> object:
        runs.append(args)
        if isinstance(result, BaseException):
            raise result
        return result

    monkeypatch.setattr(module, "run", run)
    return runs


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main.main([command, "--help"])
    help_text = capsys.readouterr().out
    assert ended.value.code == 0
    assert f"python3 -m leakproof {command}" in help_text
    assert "example" in help_text
    assert "exit codes" in help_text
    assert max(map(len, help_text.splitlines())) <= 110


def test_without_a_command_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main([]) == 0
    listed = capsys.readouterr().out
    assert [command for command in COMMANDS if f"\n    {command} " not in listed] == []


def test_help_needs_the_standard_library_only() -> None:
    command = [sys.executable, "-S", "-m", "leakproof", "check", "--help"]
    helped = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "--json" in helped.stdout


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["dance"], "invalid choice: 'dance'"),
        (["--loud"], "required: command"),
        (["check", "1.1"], "required: FILE"),
        (["reset"], "required: LESSON"),
        (["progress", "--all"], "The command progress cannot use --all"),
    ],
)
def test_bad_usage_is_told(arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main.main(arguments)
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert complaint in said
    assert "--help" in said


def test_unknown_arguments_go_on_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = recorded(monkeypatch, lab, 0)
    assert main.main(["lab", "--no-browser", "my file.ipynb", "--port", "9000"]) == 0
    assert runs[0].others == ["--no-browser", "my file.ipynb", "--port", "9000"]


def test_the_exit_code_is_the_commands_own(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = recorded(monkeypatch, check, 1)
    assert main.main(["check", "1.1", "a.py", "b c.py", "--json"]) == 1
    assert (runs[0].exercise, runs[0].files, runs[0].json) == ("1.1", ["a.py", "b c.py"], True)


@pytest.mark.parametrize(
    ("trouble", "code", "sentence"),
    [(Problem("The disk is full."), 1, "The disk is full."), (KeyboardInterrupt(), 130, "Stopped by Ctrl-C")],
)
def test_trouble_is_one_sentence(
    trouble: BaseException,
    code: int,
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    recorded(monkeypatch, lab, trouble)
    assert main.main(["lab"]) == code
    said = capsys.readouterr().err.strip()
    assert said.startswith(sentence)
    assert "\n" not in said

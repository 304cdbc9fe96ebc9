"""`test` with a browser, without one, and where one is required."""

import argparse
import os
import sys
from pathlib import Path

import pytest

from leakproof.cli import chromium, test
from leakproof.cli.environment import ROOT, Problem


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Pytest's arguments; it answers that some test failed."""
    seen: list[list[str]] = []

    def pretend(arguments: list[str]) -> int:
        seen.append(arguments)
        return 1

    monkeypatch.setattr(pytest, "main", pretend)
    monkeypatch.chdir(Path.cwd())
    monkeypatch.setenv("LEAKPROOF_CHROMIUM", "")
    monkeypatch.delenv("LEAKPROOF_BROWSER", raising=False)
    return seen


def browsers(monkeypatch: pytest.MonkeyPatch, found: Path | None, downloaded: Path | None) -> None:
    monkeypatch.setattr(chromium, "find_chromium", lambda: found)
    monkeypatch.setattr(chromium, "download_chromium", lambda: downloaded)


def run(*arguments: str) -> int:
    return test.run(argparse.Namespace(others=list(arguments)))


def test_with_a_browser_everything_runs(calls: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    browsers(monkeypatch, found=Path("/usr/bin/chromium"), downloaded=None)
    assert run("tests/cli", "-n", "0", "-k", "one or two") == 1
    assert calls == [["-n", "logical", "--maxprocesses", "8", "tests/cli", "-n", "0", "-k", "one or two"]]
    assert os.environ["LEAKPROOF_CHROMIUM"] == str(Path("/usr/bin/chromium"))
    assert Path.cwd() == ROOT


def test_else_one_is_downloaded(calls: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    browsers(monkeypatch, found=None, downloaded=Path("/cache/chrome"))
    run()
    assert os.environ["LEAKPROOF_CHROMIUM"] == str(Path("/cache/chrome"))
    assert "--ignore=tests/browser" not in calls[0]


def test_without_a_browser_the_last_lines_say_so(
    calls: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    browsers(monkeypatch, found=None, downloaded=None)
    assert run("-x") == 1
    assert calls == [["--ignore=tests/browser", "-n", "logical", "--maxprocesses", "8", "-x"]]
    last_line = capsys.readouterr().out.splitlines()[-1]
    assert last_line.startswith("The browser tests did NOT run")
    assert "install Chromium or Chrome" in last_line


def test_a_required_browser_that_is_missing_stops_all(calls: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    browsers(monkeypatch, found=None, downloaded=None)
    monkeypatch.setenv("LEAKPROOF_BROWSER", "required")
    with pytest.raises(Problem, match="no test was run"):
        run()
    assert calls == []


def program(folder: Path, name: str, code: int) -> Path:
    """A small program that takes the place of a browser."""
    file = folder / name
    file.write_text(f"#!/bin/sh\nexit {code}\n")
    file.chmod(0o755)
    return file


def test_the_first_browser_that_runs_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "chromium", code=1)
    good = program(tmp_path, "google-chrome", code=0)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("LEAKPROOF_CHROMIUM", raising=False)
    assert chromium.find_chromium() == good


def test_a_named_browser_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "chromium", code=0)
    mine = program(tmp_path, "mine", code=0)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("LEAKPROOF_CHROMIUM", str(mine))
    assert chromium.find_chromium() == mine


def test_no_browser_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "none"))
    monkeypatch.setenv("LEAKPROOF_CHROMIUM", str(tmp_path / "nowhere"))
    assert chromium.find_chromium() is None
    monkeypatch.setattr(sys, "executable", str(program(tmp_path, "python", code=1)))
    assert chromium.download_chromium() is None

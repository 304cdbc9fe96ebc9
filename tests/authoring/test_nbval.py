"""The tests of the notebooks pass on a built course, and fail when a stored output is wrong."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from leakproof.authoring.places import ROOT


def run_notebooks(root: Path) -> tuple[int, str]:
    """pytest's exit code and what it printed."""
    command = [sys.executable, "-m", "pytest", "-p", "conftest", "-p", "no:cacheprovider", "-q", "--color=no"]
    settings = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(ROOT)]
    run = subprocess.run([*command, *settings, str(root)], cwd=ROOT, capture_output=True, text=True)
    return run.returncode, run.stdout + run.stderr


def test_each_wrong_output_fails_and_all_others_pass(built: Path, edit: Callable[..., None]) -> None:
    edit(lambda cell: cell.outputs[0].update(text="? 1.0\n"), "first", "notebooks")
    edit(
        lambda cell: cell.outputs[0].update(text="<object object at 0x7f00000000> 0.5\n"),
        "changing",
        "notebooks",
    )
    edit(lambda cell: cell.outputs[0].data.update({"text/plain": "a thin x"}), "picture", "notebooks")
    edit(lambda cell: cell.outputs[0].update(evalue="another"), "error", "notebooks")
    edit(lambda cell: cell.update(outputs=[]), "use", "exercises")
    code, report = run_notebooks(built)
    assert (code, "5 failed, 7 passed" in report) == (1, True), report
    failed = sorted(line.rpartition("/")[2] for line in report.splitlines() if line.startswith("FAILED"))
    lines = [line.partition(" - ")[0] for line in failed]
    assert lines == [f"01_close.ipynb::Cell {number}" for number in (1, 1, 3, 5, 6)], report


def test_each_notebook_starts_without_progress(built: Path) -> None:
    source = (
        "import os, pathlib\nprogress = pathlib.Path(os.environ['LEAKPROOF_PROGRESS'])\n"
        "assert not progress.exists()\n_ = progress.write_text('{}')"
    )
    for folder in ("notebooks", "exercises", "solutions"):
        path = built / folder / "01_close.ipynb"
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cell = {"cell_type": "code", "id": "x", "metadata": {}, "outputs": [], "execution_count": 1}
        path.write_text(json.dumps({**notebook, "cells": [{**cell, "source": source}]}), encoding="utf-8")
    code, report = run_notebooks(built)
    assert (code, "3 passed" in report) == (0, True), report

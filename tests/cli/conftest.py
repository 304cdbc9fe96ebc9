"""A small course with an environment of its own, and an installer that does little."""

import sys
from pathlib import Path

import pytest

from leakproof.cli.environment import Environment

UV = f"""\
#!{sys.executable}
import os, pathlib, signal, subprocess, sys

signal.alarm(60)
pathlib.Path("calls").open("a").write(sys.argv[1] + "\\n")
if sys.argv[1] == "venv":
    subprocess.run([{sys.executable!r}, "-m", "venv", "--without-pip", sys.argv[-1]], check=True)
else:
    print("Resolved 7 packages in 3ms")
    print(os.environ.get("FAKE_UV_SAYS", ""), flush=True)
    if "FAKE_UV_WAITS" in os.environ:
        pathlib.Path(os.environ["FAKE_UV_WAITS"]).read_text()  # a pipe: until somebody writes
    sys.exit(int(os.environ.get("FAKE_UV_EXITS", "0")))
"""
"""Stands for ``uv``: makes real environments, installs nothing, and fails as it is told."""


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    root = (tmp_path / "the course").resolve()
    root.mkdir()
    (root / "pyproject.toml").write_text('[project]\nname = "small"\ndependencies = []\n')
    (root / "requirements.txt").write_text("# nothing\n")
    return Environment(root)


@pytest.fixture
def uv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "programs"
    folder.mkdir()
    (folder / "uv").write_text(UV)
    (folder / "uv").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))

"""The course's own Python environment in `.venv`: is it ready, and going on in it; standard library only."""

from __future__ import annotations

import enum
import hashlib
import importlib.metadata
import json
import os
import signal
import subprocess
import sys
import sysconfig
import tomllib
import urllib.parse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The folder of the course: in it are ``pyproject.toml``, ``requirements.txt``, notebooks and ``.venv``."""


class Problem(Exception):
    """A command cannot do its work. The message is for the learner: what happened and what to do."""


class State(enum.Enum):
    """What `.venv` is good for."""

    READY = "as requirements.txt wants it"
    OUTDATED = "whole, but made from another requirements.txt"
    UNUSABLE = "not there, broken, half made, or made in another folder"


@dataclass(frozen=True)
class Environment:
    """The environment of the course in the folder ``root`` (an absolute path)."""

    root: Path

    @property
    def folder(self) -> Path:
        """`.venv`, beside ``pyproject.toml``."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The environment's Python, whether it is there or not."""
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def requirements(self) -> Path:
        """The pinned packages."""
        return self.root / "requirements.txt"

    @property
    def stamp_file(self) -> Path:
        """Written when the environment is whole; empty while it is being made."""
        return self.folder / "leakproof-stamp.json"

    def state(self) -> State:
        """Looks at the files and asks the environment's Python for its version."""
        version = _version_of(self.python)
        if version is None:
            return State.UNUSABLE
        try:
            found = self.stamp_file.read_text(encoding="utf-8")
        except FileNotFoundError:  # made by hand
            return State.READY if _holds_course(self._packages(), self.root) else State.OUTDATED
        wanted = self.stamp(version)
        try:
            stamp = json.loads(found)
        except ValueError:
            return State.UNUSABLE
        if stamp == wanted:
            return State.READY
        same_place = all(stamp.get(key) == wanted[key] for key in ("folder", "python"))
        return State.OUTDATED if same_place else State.UNUSABLE

    def stamp(self, version: str) -> dict[str, str]:
        """What the environment depends on; ``version`` is its Python's, as ``3.11``."""
        with (self.root / "pyproject.toml").open("rb") as file:
            dependencies = tomllib.load(file)["project"]["dependencies"]
        return {
            "requirements": hashlib.sha256(self.requirements.read_bytes()).hexdigest(),
            "dependencies": hashlib.sha256(json.dumps(dependencies).encode()).hexdigest(),
            "folder": str(self.root),
            "python": version,
        }

    def mark_unfinished(self) -> None:
        """From here on the environment is `State.UNUSABLE`, until `mark_whole`."""
        self.stamp_file.write_text("", encoding="utf-8")

    def mark_whole(self) -> None:
        """From here on the environment is `State.READY`, until ``requirements.txt`` changes."""
        version = _version_of(self.python)
        if version is None:
            raise Problem(f"The Python in {self.folder} does not run. Delete this folder and start again.")
        self.stamp_file.write_text(json.dumps(self.stamp(version), indent=1) + "\n", encoding="utf-8")

    def is_running(self) -> bool:
        """Whether this very process runs in it."""
        return self.folder.is_dir() and Path(sys.prefix).is_dir() and self.folder.samefile(sys.prefix)

    def _packages(self) -> list[str]:
        return [str(folder) for folder in self.folder.glob("[Ll]ib*/**/site-packages")]


def enter(environment: Environment, arguments: Sequence[str]) -> None:
    """Returns when this process runs in the environment of the course, or in one of the learner's own.

    Otherwise makes the environment if needed, and runs ``python -m leakproof`` with the same ``arguments`` in
    it: this process becomes that one (POSIX), or waits for it and ends with its exit code (Windows).
    Raises `Problem`.
    """
    running = environment.is_running()
    if not running and _holds_course([sysconfig.get_path("purelib")], environment.root):
        return
    if environment.state() is not State.READY:
        from leakproof.cli.making import make_ready

        make_ready(environment)
    if not running:
        _go_on_in(environment, arguments)


def _go_on_in(environment: Environment, arguments: Sequence[str]) -> None:
    python = environment.python
    command = [str(python), "-m", "leakproof", *arguments]
    path = os.pathsep.join([str(python.parent), os.environ.get("PATH", os.defpath)])
    variables = {
        **os.environ,
        "VIRTUAL_ENV": str(environment.folder),
        "PATH": path,
    }  # for `!pip` in a notebook
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "posix":
        os.execve(python, command, variables)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the other process as well, which answers it
    sys.exit(subprocess.run(command, env=variables, check=False).returncode)


def _version_of(python: Path) -> str | None:
    """``3.11``; None when this Python is missing or does not run."""
    ask = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        answer = subprocess.run([python, "-I", "-S", "-c", ask], capture_output=True, text=True, check=False)
    except OSError:
        return None
    return answer.stdout.strip() if answer.returncode == 0 else None


def _holds_course(packages: list[str], root: Path) -> bool:
    """Whether the course is installed in one of these folders of packages, from the folder ``root``."""
    from urllib.request import url2pathname  # slow to import

    for course in importlib.metadata.distributions(name="leakproof", path=packages):
        origin = course.read_text("direct_url.json")
        if origin is None:
            return True
        source = url2pathname(urllib.parse.urlsplit(json.loads(origin)["url"]).path)
        if Path(source).resolve() == root:
            return True
    return False

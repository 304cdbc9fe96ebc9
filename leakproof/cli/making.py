"""Makes `.venv`, repairs it and brings it up to date, with `uv` or `pip`; standard library only."""

from __future__ import annotations

import contextlib
import errno
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from leakproof.cli.environment import Environment, Problem, State

NO_NETWORK = re.compile(
    r"name resolution|getaddrinfo|NewConnectionError|NameResolutionError|Network is unreachable"
    r"|Connection refused|Connection reset|Max retries exceeded|Read timed out|ConnectTimeout|dns error"
    r"|error sending request|Failed to fetch|ProxyError",
    re.IGNORECASE,
)
NO_SPACE = re.compile(r"No space left|Errno 28|os error 28|not enough space|quota exceeded", re.IGNORECASE)
NO_PERMISSION = re.compile(r"Permission denied|Read-only file system|Access is denied", re.IGNORECASE)
STEPS = (
    (
        re.compile(r"\s*(?:Collecting|Downloading|Using cached) ([\w.-]+?)(?:[=<>~!]|-\d|\s|$)"),
        r"fetching \1",
    ),
    (re.compile(r"Installing collected packages"), "installing them all (the longest step) ..."),
    (re.compile(r"((?:Resolved|Prepared|Uninstalled|Installed) \d+ packages?)"), r"\1"),
    (re.compile(r".*\bRetrying\b"), "no answer from the network; trying again ..."),
)
"""What the lines of pip and uv say about how far they are, and how the learner reads it."""


class NoNetwork(Problem):
    """The packages could not be fetched; what is installed is as it was."""


class InstallerFailed(Problem):
    """The installer failed for a reason of its own."""


def make_ready(environment: Environment) -> None:
    """Makes the environment `State.READY`, whatever it was before, and says on standard error what it does.

    When several processes call this at the same time, one works and the others wait for it. Raises `Problem`.
    """
    try:
        with _only_one(environment) as lock:
            if environment.state() is State.OUTDATED and _updated(environment, lock):
                return
            if environment.state() is not State.READY:
                _make_new(environment, lock)
    except OSError as error:
        raise Problem(_in_words(error, environment)) from error


def _updated(environment: Environment, lock: IO[str]) -> bool:
    """Installs on top of what is there; False when that does not work and only a new environment helps."""
    _say("Bringing the course's Python environment up to date ...")
    before = environment.stamp_file.read_bytes() if environment.stamp_file.exists() else None
    environment.mark_unfinished()
    try:
        _install(environment, lock)
    except NoNetwork:
        if before is None:
            environment.stamp_file.unlink()
        else:
            environment.stamp_file.write_bytes(before)
        raise
    except InstallerFailed:
        _say("That did not work; making it anew.")
        return False
    environment.mark_whole()
    _say("The environment is up to date.")
    return True


def _make_new(environment: Environment, lock: IO[str]) -> None:
    uv = shutil.which("uv")
    if environment.folder.exists():
        _say("The environment in .venv is not whole, or it was made elsewhere; making it anew.")
        shutil.rmtree(environment.folder)
    _say("Making the course's own Python environment in .venv (about a minute, once) ...")
    python = getattr(sys, "_base_executable", sys.executable)
    if uv:
        command = [uv, "venv", "--seed", "--python", python, str(environment.folder)]
    else:
        if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
            version = "{}.{}".format(*sys.version_info[:2])
            raise Problem(
                f"This Python {version} cannot make environments: its module venv or ensurepip is missing. "
                f"On Debian and Ubuntu install it (sudo apt install python{version}-venv), then start again."
            )
        command = [python, "-m", "venv", str(environment.folder)]
    _run(command, environment, lock)
    environment.mark_unfinished()
    _install(environment, lock)
    environment.mark_whole()
    _say("The environment is ready.")


def _install(environment: Environment, lock: IO[str]) -> None:
    python, uv = str(environment.python), shutil.which("uv")
    if uv:
        command = [uv, "pip", "install", "--python", python]
    else:
        command = [python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    _run([*command, "-r", str(environment.requirements)], environment, lock)


def _run(command: list[str], environment: Environment, lock: IO[str]) -> None:
    """Runs an installer, shows the lines of it that say how far it is, and keeps all of them in the log.

    The installer holds the lock too: should this process be killed, the next start waits until it has ended.
    """
    log = _own_files(environment) / "install.log"
    with log.open("w", encoding="utf-8") as whole:
        installer = subprocess.Popen(
            command,
            cwd=environment.root,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            pass_fds=[lock.fileno()] if os.name == "posix" else [],
        )
        with installer:
            assert installer.stdout is not None
            progress = _Progress()
            for line in installer.stdout:
                whole.write(line)
                progress.show(line)
            progress.end()
    if installer.returncode != 0:
        raise _problem(log, environment)


def _problem(log: Path, environment: Environment) -> Problem:
    text = log.read_text(encoding="utf-8")
    where = f"The whole report of the installer is in {log}."
    if NO_SPACE.search(text):
        return Problem(f"{_no_space(environment)} {where}")
    if NO_PERMISSION.search(text):
        return Problem(f"{_no_permission(environment)} {where}")
    if NO_NETWORK.search(text):
        return NoNetwork(
            "The packages of the course could not be fetched: is this machine connected to the internet? "
            f"Start again when it is; what was fetched already is kept. {where}"
        )
    last = "\n".join(f"    {line}" for line in text.splitlines()[-8:])
    return InstallerFailed(
        f"The packages of the course could not be installed. The installer's last lines:\n{last}\n{where}"
    )


def _in_words(error: OSError, environment: Environment) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _no_space(environment)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _no_permission(environment)
    return f"The environment in {environment.folder} could not be made: {error}."


def _no_space(environment: Environment) -> str:
    return (
        f"The disk is full. The environment of the course needs about 600 MB in {environment.root}, and for "
        f"a while some in {tempfile.gettempdir()}. Make room and start again."
    )


def _no_permission(environment: Environment) -> str:
    return (
        f"You may not write into {environment.root}, or a file of its .venv is in use. Close what uses it, "
        "or copy the course into a folder of your own, and start again."
    )


@contextlib.contextmanager
def _only_one(environment: Environment) -> Iterator[IO[str]]:
    """Holds the lock; the system gives it back when the last process that has it ends, however it ends."""
    with (_own_files(environment) / "environment.lock").open("a") as lock:
        if not _lock(lock, wait=False):
            _say("Another start is making the environment just now; waiting for it ...")
            while not _lock(lock, wait=True):
                pass
        yield lock


def _own_files(environment: Environment) -> Path:
    folder = environment.root / ".leakproof"
    folder.mkdir(exist_ok=True)
    return folder


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str], *, wait: bool) -> bool:
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)  # waits for 10 seconds
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(file: IO[str], *, wait: bool) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class _Progress:
    """The installer's steps, each once: one line that changes in a terminal, a line each elsewhere."""

    def __init__(self) -> None:
        self._in_terminal = sys.stderr.isatty()
        self._shown: set[str] = set()

    def show(self, line: str) -> None:
        for pattern, meaning in STEPS:
            if found := pattern.match(line):
                step = found.expand(meaning)
                if step not in self._shown:
                    self._shown.add(step)
                    self._print(f"  {step}")

    def end(self) -> None:
        if self._in_terminal:
            self._print("")
            print("\r", end="", file=sys.stderr, flush=True)

    def _print(self, text: str) -> None:
        if self._in_terminal:
            width = shutil.get_terminal_size().columns - 1
            print(f"\r{text[:width]:<{width}}", end="", file=sys.stderr, flush=True)
        else:
            _say(text)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)

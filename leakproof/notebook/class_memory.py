"""What a learner's notebooks keep of live sessions beside the progress: who the learner is, and what is still to be
sent."""

from __future__ import annotations

import functools
import json
import sqlite3
from pathlib import Path
from typing import Any

FILE_NAME = "live.sqlite"
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS token (code TEXT PRIMARY KEY, token TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS outbox (number INTEGER PRIMARY KEY, code TEXT NOT NULL, event TEXT NOT NULL)",
)


@functools.cache
def _memory() -> sqlite3.Connection:
    """One for all threads of this process."""
    database = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    for statement in _SCHEMA:
        database.execute(statement)
    return database


class ClassMemory:
    """The file ``live.sqlite`` in the first of these folders that can be written, shared by any number of kernels and
    threads; where there is none, or it breaks, this process's memory. An object is for one thread."""

    def __init__(self, folders: list[Path]) -> None:
        self._database: sqlite3.Connection | None = None
        for folder in folders:
            try:
                folder.mkdir(parents=True, exist_ok=True)
                self._database = sqlite3.connect(folder / FILE_NAME, isolation_level=None, timeout=5)
                for statement in _SCHEMA:
                    self._database.execute(statement)
            except (OSError, sqlite3.Error):
                self.close()
            else:
                return

    def close(self) -> None:
        """Give the file back."""
        database, self._database = self._database, None
        if database is not None:
            database.close()

    def token(self, code: str) -> str | None:
        """The learner's secret in the class of this code; `None` before the first time."""
        rows = self._do("SELECT token FROM token WHERE code = ?", code)
        return str(rows[0][0]) if rows else None

    def keep_token(self, code: str, token: str) -> None:
        """Remember the learner's secret."""
        self._do("INSERT OR REPLACE INTO token VALUES (?, ?)", code, token)

    def add(self, code: str, event: dict[str, Any]) -> None:
        """Remember an event until it is delivered."""
        self._do("INSERT INTO outbox (code, event) VALUES (?, ?)", code, json.dumps(event))

    def first(self, code: str, most: int) -> list[tuple[int, dict[str, Any]]]:
        """The oldest events that are to be sent to this class, with their numbers."""
        rows = self._do("SELECT number, event FROM outbox WHERE code = ? ORDER BY number LIMIT ?", code, most)
        return [(number, json.loads(event)) for number, event in rows]

    def forget(self, numbers: list[int]) -> None:
        """These events are delivered."""
        self._do("DELETE FROM outbox WHERE number IN (SELECT value FROM json_each(?))", json.dumps(numbers))

    def _do(self, statement: str, *values: Any) -> list[Any]:
        if self._database is not None:
            try:
                return self._database.execute(statement, values).fetchall()
            except sqlite3.Error:  # the disk is full, or the file is damaged
                self.close()
        return _memory().execute(statement, values).fetchall()

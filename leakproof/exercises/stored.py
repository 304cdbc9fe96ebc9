"""What exercises of several lessons ask of the files and tables that an answer leaves."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from leakproof.judging.scenarios import Run

TABLE = "CREATE TABLE events(name TEXT NOT NULL, value INTEGER NOT NULL)"

NOTHING = object()


def json_of(content: bytes) -> Any:
    """What a file with this content says; `NOTHING` when it is not JSON in UTF-8."""
    try:
        return json.loads(content.decode())
    except ValueError:
        return NOTHING


def same_folder(files: dict[str, Any], but: str) -> Callable[[Run], str | None]:
    """The folder must hold these names and no others, and the files their content; except for one, whose content is
    another question."""
    names = {part for name in files for part in (name, name.partition("/")[0] if "/" in name else name)}

    def problem(run: Run) -> str | None:
        found = {path.relative_to(run.folder).as_posix() for path in run.folder.rglob("*")}
        if found - names:
            return f"{min(found - names)!r} was left in the folder" if len(found - names) == 1 else (
                f"{len(found - names)} files were left in the folder"
            )
        if names - found:
            return f"{min(names - found)} was gone"
        for name, content in files.items():
            if name != but and isinstance(content, bytes) and (run.folder / name).read_bytes() != content:
                return f"{name}, somebody else's file, had been changed"
        return None

    return problem


def database(rows: list[tuple[Any, ...]]) -> bytes:
    """The content of an SQLite file with the table of events."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection, connection:
        connection.execute(TABLE)
        connection.executemany("INSERT INTO events VALUES (?, ?)", rows)
        connection.commit()
        return connection.serialize()


def rows_of(path: Path) -> list[list[Any]] | None:
    """What the table of events holds; ``None`` when it cannot be read."""
    try:
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            return [list(row) for row in connection.execute("SELECT name, value FROM events ORDER BY rowid")]
    except sqlite3.Error:
        return None

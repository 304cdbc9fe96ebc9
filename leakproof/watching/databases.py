"""Watched connections of sqlite3."""

from __future__ import annotations

import functools
import sqlite3
import sqlite3.dbapi2
import weakref
from typing import TYPE_CHECKING, Any

from leakproof.watching.files import file_name
from leakproof.watching.lives import Life, Release

if TYPE_CHECKING:
    from leakproof.watching.recorder import Recorder

OPERATIONS = ("execute", "executemany", "executescript", "commit", "rollback")


def install(recorder: Recorder) -> None:
    """Watch ``sqlite3.connect``."""
    true = sqlite3.connect

    @functools.wraps(true)
    def connect(database: Any, *args: Any, **kwargs: Any) -> sqlite3.Connection:
        frame = recorder.responsible()
        if frame is None:
            return true(database, *args, **kwargs)
        name = file_name(database)
        recorder.step("sqlite3.connect", name)
        if len(args) < 5:
            kwargs["factory"] = _watched(kwargs.get("factory", sqlite3.Connection))
        with recorder.inside():
            connection = true(database, *args, **kwargs)
        if isinstance(connection, _Watched):
            connection._recorder = recorder
            connection._life = recorder.opened("sqlite connection", name, frame)
            recorder.keep(connection)
            weakref.finalize(connection, recorder.released, connection._life, Release.LUCK, "").atexit = False
        return connection

    recorder.patches.attribute(sqlite3, "connect", connect)
    recorder.patches.attribute(sqlite3.dbapi2, "connect", connect)


class _Watched:
    _recorder: Recorder | None = None
    _life: Life | None = None

    def close(self) -> None:
        recorder, life = self._recorder, self._life
        if recorder is None or life is None or life.how is not Release.NEVER:
            return super().close()  # type: ignore[misc,no-any-return]
        frame = recorder.responsible()
        with recorder.inside():
            super().close()  # type: ignore[misc]
        recorder.released(life, Release.CALL, "close()", frame)
        if frame is not None:
            recorder.step("close", life.name, release=True)
        return None


def _operation(name: str) -> Any:
    def operation(self: Any, *args: Any, **kwargs: Any) -> Any:
        parent = getattr(super(type(self), self), name)
        recorder = self._recorder
        frame = recorder.responsible() if recorder is not None else None
        if frame is None:
            return parent(*args, **kwargs)
        recorder.used(self._life, name, frame)
        recorder.step(name, self._life.name)
        with recorder.inside():
            return parent(*args, **kwargs)

    operation.__name__ = name
    return operation


@functools.cache
def _watched(base: type) -> type:
    own = {name: _operation(name) for name in OPERATIONS}
    return type(base.__name__, (_Watched, base), {**own, "__module__": base.__module__})

"""Watched connections of sqlite3, and the cursors on them."""

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

_FACTORY = 5
"""The place of the factory among the arguments."""
STATEMENTS = ("execute", "executemany", "executescript")
OPERATIONS = (*STATEMENTS, "commit", "rollback")


def install(recorder: Recorder) -> None:
    """Watch ``sqlite3.connect``."""
    true = sqlite3.connect

    @functools.wraps(true)
    def connect(*args: Any, **kwargs: Any) -> Any:
        frame = recorder.responsible()
        if frame is None:
            return true(*args, **kwargs)
        name = file_name(args[0] if args else kwargs.get("database"))
        recorder.step("sqlite3.connect", name)
        if len(args) > _FACTORY:
            args = (*args[:_FACTORY], _watched(args[_FACTORY]), *args[_FACTORY + 1 :])
        else:
            kwargs["factory"] = _watched(kwargs.get("factory", sqlite3.Connection))
        with recorder.inside():
            connection = true(*args, **kwargs)
        if isinstance(connection, _Watched):
            life = recorder.opened("sqlite connection", name, frame)
            connection._recorder, connection._life = recorder, life
            recorder.keep(connection)
            weakref.finalize(connection, recorder.dropped, life).atexit = False
        return connection

    recorder.patches.function(sqlite3, "connect", connect)
    recorder.patches.function(sqlite3.dbapi2, "connect", connect)


class _Watched:
    _recorder: Recorder | None = None
    _life: Life | None = None

    def close(self) -> None:
        recorder, life = self._recorder, self._life
        if recorder is None or life is None or life.how is not Release.NEVER:
            return super().close()  # type: ignore[misc,no-any-return]
        by_luck = recorder.in_finalizer()
        frame = None if by_luck else recorder.responsible()
        with recorder.inside():
            super().close()  # type: ignore[misc]
        if by_luck:
            recorder.dropped(life)
        else:
            recorder.released_by_call(life, "close()", frame)
        if frame is not None:
            recorder.step("close", life.name, release=True)
        return None

    def cursor(self, factory: Any = sqlite3.Cursor) -> Any:
        cursor = super().cursor(_watched_cursor(factory))  # type: ignore[misc]
        if isinstance(cursor, _WatchedCursor):
            cursor._recorder, cursor._life = self._recorder, self._life
        return cursor


class _Exiting(sqlite3.Connection):
    """Stands below a class of connections, whose own ``__exit__`` is called first, if it has one."""

    _recorder: Recorder | None = None

    def __exit__(self, kind: Any, error: Any, trace: Any) -> Any:
        # As sqlite3's own, which would go past `commit` and `rollback` here.
        if self._recorder is None:
            return super().__exit__(kind, error, trace)
        if kind is not None:
            self.rollback()
            return False
        try:
            self.commit()
        except BaseException:
            self.rollback()
            raise
        return False


class _WatchedCursor:
    _recorder: Recorder | None = None
    _life: Life | None = None


def _operation(base: type, name: str) -> Any:
    true = getattr(base, name)

    @functools.wraps(true)
    def operation(self: Any, *args: Any, **kwargs: Any) -> Any:
        recorder = self._recorder
        frame = recorder.responsible() if recorder is not None else None
        if frame is None:
            return true(self, *args, **kwargs)
        recorder.used(self._life, name, frame)
        recorder.step(name, self._life.name)
        with recorder.inside():
            return true(self, *args, **kwargs)

    return operation


@functools.cache
def _watched(factory: Any) -> Any:
    """A watched form of a class of connections; what is no class makes its connections unwatched."""
    if not (isinstance(factory, type) and issubclass(factory, sqlite3.Connection)):
        return factory
    own = {name: _operation(factory, name) for name in OPERATIONS}
    bases = (_Exiting,) if factory is sqlite3.Connection else (factory, _Exiting)
    return type(factory.__name__, (_Watched, *bases), {**own, "__module__": factory.__module__})


@functools.cache
def _watched_cursor(factory: Any) -> Any:
    """The same for a class of cursors."""
    if not (isinstance(factory, type) and issubclass(factory, sqlite3.Cursor)):
        return factory
    own = {name: _operation(factory, name) for name in STATEMENTS}
    return type(factory.__name__, (_WatchedCursor, factory), {**own, "__module__": factory.__module__})

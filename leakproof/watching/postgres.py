"""Watched connections to PostgreSQL, by asyncpg and psycopg, those that a pool lends, and their transactions.

Only of libraries that are imported when the watching is installed.
"""

from __future__ import annotations

import contextlib
import functools
import inspect
import re
import sys
import weakref
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from leakproof.watching.lives import Life
from leakproof.watching.tasks import inside

if TYPE_CHECKING:
    from leakproof.watching.recorder import Recorder

ASYNCPG_OPERATIONS = ("execute", "executemany", "fetch", "fetchval", "fetchrow", "fetchmany")

_BEGINS = re.compile(r"(?:^|;)\s*(?:BEGIN|START\s+TRANSACTION)\b", re.IGNORECASE)
_ENDS = re.compile(r"(?:^|;)\s*(COMMIT|END|ROLLBACK|ABORT)\b", re.IGNORECASE)
_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)


def install(recorder: Recorder) -> None:
    """Watch what is imported of asyncpg, psycopg and psycopg_pool."""
    watch = _Connections(recorder)
    for name, install_for in {
        "asyncpg": _install_asyncpg,
        "psycopg": _install_psycopg,
        "psycopg_pool": _install_psycopg_pool,
    }.items():
        module: Any = sys.modules.get(name)
        if module is not None:
            install_for(watch, module)


class _Connections:
    """The connections of one recorder, and the transactions on them."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder
        self._lives: weakref.WeakKeyDictionary[Any, Life] = weakref.WeakKeyDictionary()
        self._transactions: weakref.WeakKeyDictionary[Any, Life] = weakref.WeakKeyDictionary()

    def opened(self, connection: Any, database: str) -> None:
        """The watched code has got a connection, if it is the one that the present call is for."""
        frame = self.recorder.responsible()
        if frame is None:
            return
        self._lives[connection] = life = self.recorder.opened("connection", database, frame)
        self.recorder.keep(connection)
        self._may_drop(connection, life)

    @contextlib.contextmanager
    def operation(self, connection: Any, name: str, sql: str = "") -> Iterator[None]:
        """In this block the connection is used, perhaps to begin a transaction or to end one."""
        life, frame = self._lives.get(connection), self.recorder.responsible()
        if frame is None:
            yield
            return
        if life is not None:
            self.recorder.used(life, name, frame)
        self.recorder.step(name, life.name if life is not None else "")
        del frame
        was_open, sql = _in_transaction(connection), _COMMENT.sub(" ", sql)
        try:
            yield
        finally:
            is_open, frame = _in_transaction(connection), self.recorder.responsible()
            if is_open and not was_open and _BEGINS.search(sql):
                self._transactions[connection] = life = self.recorder.opened("transaction", "", frame)
                self._may_drop(connection, life)
            elif not is_open:
                words = _ENDS.findall(sql)
                self._transaction_ends(connection, words[-1].upper() if words else f"{name}()")

    @contextlib.contextmanager
    def release(self, connection: Any, name: str, is_over: Callable[[], bool]) -> Iterator[None]:
        """In this block the connection is released, and with it its transaction, if `is_over` says so afterwards."""
        try:
            yield
        finally:
            if is_over():
                self._transaction_ends(connection, f"{name}()")
                life = self._lives.pop(connection, None)
                self._ends(life, f"{name}()")
                if life is not None and self.recorder.responsible() is not None:
                    self.recorder.step(name, life.name, release=True)

    def _transaction_ends(self, connection: Any, call: str) -> None:
        self._ends(self._transactions.pop(connection, None), call)

    def _ends(self, life: Life | None, call: str) -> None:
        if life is not None and self.recorder.in_finalizer():
            self.recorder.dropped(life)
        elif life is not None:
            self.recorder.released_by_call(life, call, self.recorder.responsible())

    def _may_drop(self, connection: Any, life: Life) -> None:
        """From now on `life` ends by luck when nobody holds the connection any more."""
        weakref.finalize(connection, self.recorder.dropped, life).atexit = False

    def patch(self, owner: Any, name: str, around: Callable[..., Any]) -> None:
        """Put a method in the place of another, which runs that one within what `around` makes of the arguments."""
        true, recorder = getattr(owner, name, None), self.recorder

        @functools.wraps(true)  # type: ignore[arg-type]
        def method(*args: Any, **kwargs: Any) -> Any:
            with around(*args, **kwargs), recorder.inside():
                return true(*args, **kwargs)  # type: ignore[misc]

        @functools.wraps(true)  # type: ignore[arg-type]
        async def asynchronous(*args: Any, **kwargs: Any) -> Any:
            with around(*args, **kwargs):
                return await inside(recorder, true(*args, **kwargs))  # type: ignore[misc]

        if true is not None:
            recorder.patches.attribute(owner, name, asynchronous if inspect.iscoroutinefunction(true) else method)

    def patch_lender(self, owner: Any, name: str, database: Callable[[Any], tuple[Any, str]]) -> None:
        """The same for what gives a connection; `database` tells of its answer the connection and its database."""
        true, recorder = getattr(owner, name), self.recorder

        @functools.wraps(true)
        def method(*args: Any, **kwargs: Any) -> Any:
            if recorder.responsible() is None:
                return true(*args, **kwargs)
            recorder.step(name.strip("_"), "a connection")
            with recorder.inside():
                lent = true(*args, **kwargs)
            self.opened(*database(lent))
            return lent

        @functools.wraps(true)
        async def asynchronous(*args: Any, **kwargs: Any) -> Any:
            if recorder.responsible() is None:
                return await true(*args, **kwargs)
            recorder.step(name.strip("_"), "a connection")
            lent = await inside(recorder, true(*args, **kwargs))
            self.opened(*database(lent))
            return lent

        recorder.patches.attribute(owner, name, asynchronous if inspect.iscoroutinefunction(true) else method)


def _install_asyncpg(watch: _Connections, asyncpg: Any) -> None:
    def use(name: str) -> Callable[..., Any]:
        return lambda connection, query="", *_, **__: watch.operation(connection, name, _text(query))

    def end(name: str) -> Callable[..., Any]:
        return lambda connection, **_: watch.release(connection, name, connection.is_closed)

    def give_back(_: Any, connection: Any, **__: Any) -> Any:
        true = getattr(connection, "_con", None)
        if true is None:
            return contextlib.nullcontext()
        return watch.release(true, "release", lambda: getattr(connection, "_con", None) is None)

    connection = asyncpg.connection.Connection
    for name in ASYNCPG_OPERATIONS:
        watch.patch(connection, name, use(name))
    for name in ("close", "terminate"):
        watch.patch(connection, name, end(name))
    watch.patch_lender(asyncpg.connect_utils, "_connect", lambda made: (made, made._params.database or ""))
    watch.patch(asyncpg.pool.Pool, "_async__init__", lambda *_: contextlib.nullcontext())
    watch.patch_lender(asyncpg.pool.Pool, "_acquire", lambda lent: (lent._con, lent._con._params.database or ""))
    watch.patch(asyncpg.pool.Pool, "release", give_back)


def _install_psycopg(watch: _Connections, psycopg: Any) -> None:
    def initialised(true: Any) -> Any:
        @functools.wraps(true)
        def init(self: Any, *args: Any, **kwargs: Any) -> None:
            true(self, *args, **kwargs)
            watch.opened(self, self.info.dbname)

        return init

    def use(name: str) -> Callable[..., Any]:
        return lambda cursor, query, *_, **__: watch.operation(
            getattr(cursor, "connection", cursor), name, _text(query)
        )

    def end(name: str) -> Callable[..., Any]:
        return lambda connection: watch.operation(connection, name)

    for connection in (psycopg.Connection, psycopg.AsyncConnection):
        watch.recorder.patches.attribute(connection, "__init__", initialised(connection.__init__))
        watch.patch(connection, "close", lambda self: watch.release(self, "close", lambda: self.closed))
        for name in ("commit", "rollback"):
            watch.patch(connection, name, end(name))
        watch.patch(connection, "execute", use("execute"))
    for cursor in (psycopg.Cursor, psycopg.AsyncCursor, psycopg.ServerCursor, psycopg.AsyncServerCursor):
        for name in ("execute", "executemany"):
            watch.patch(cursor, name, use(name))
    for transaction, enter, leave in (
        (psycopg.Transaction, "__enter__", "__exit__"),
        (psycopg.AsyncTransaction, "__aenter__", "__aexit__"),
    ):
        watch.patch(transaction, enter, lambda self: watch.operation(self.connection, "transaction", "BEGIN"))
        watch.patch(transaction, leave, lambda self, *_: watch.operation(self.connection, "transaction"))


def _install_psycopg_pool(watch: _Connections, psycopg_pool: Any) -> None:
    def give_back(_: Any, connection: Any) -> Any:
        return watch.release(connection, "putconn", lambda: True)

    for pool in (psycopg_pool.ConnectionPool, psycopg_pool.AsyncConnectionPool):
        watch.patch_lender(pool, "getconn", lambda lent: (lent, lent.info.dbname))
        watch.patch(pool, "putconn", give_back)


def _text(query: Any) -> str:
    return query.decode(errors="replace") if isinstance(query, bytes) else query if isinstance(query, str) else ""


def _in_transaction(connection: Any) -> bool:
    if hasattr(connection, "is_in_transaction"):
        return not connection.is_closed() and bool(connection.is_in_transaction())
    return not connection.closed and connection.info.transaction_status.name in ("ACTIVE", "INTRANS", "INERROR")

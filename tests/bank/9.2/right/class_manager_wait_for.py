from __future__ import annotations

import threading
from collections import deque
from contextlib import ExitStack


class _Lease:
    def __init__(self, pool: Pool) -> None:
        self.pool = pool

    def __enter__(self):
        self.connection = self.pool._get()
        return self.connection

    def __exit__(self, kind, error, trace):
        self.pool._put(self.connection, broken=kind is not None)


class Pool:
    def __init__(self, factory, size, timeout):
        self._factory = factory
        self._free = size
        self._timeout = timeout
        self._idle = deque()
        self._closed = False
        self._changed = threading.Condition(threading.Lock())

    def acquire(self) -> _Lease:
        return _Lease(self)

    def _ready(self):
        return self._closed or self._idle or self._free > 0

    def _get(self):
        with self._changed:
            if not self._changed.wait_for(self._ready, self._timeout):
                raise TimeoutError
            if self._closed:
                raise RuntimeError("closed")
            if self._idle:
                return self._idle.popleft()
            self._free -= 1
        with ExitStack() as undo:
            undo.callback(self._place_is_free)
            connection = self._factory()
            undo.pop_all()
        return connection

    def _place_is_free(self):
        with self._changed:
            self._free += 1
            self._changed.notify_all()

    def _put(self, connection, broken):
        with self._changed:
            keep = not broken and not self._closed
            if keep:
                self._idle.append(connection)
                self._changed.notify_all()
        if not keep:
            try:
                connection.close()
            finally:
                self._place_is_free()

    def close(self):
        with self._changed:
            if self._closed:
                return
            self._closed = True
            self._changed.notify_all()
        with ExitStack() as stack:
            while self._idle:
                stack.callback(self._idle.pop().close)

import threading
import time
import typing


class Pool:
    __slots__ = ("_factory", "_size", "_timeout", "_cond", "_idle", "_total", "_open")

    def __init__(self, factory: typing.Callable[[], typing.Any], size: int, timeout: float) -> None:
        self._factory = factory
        self._size = size
        self._timeout = timeout
        self._cond = threading.Condition(threading.RLock())
        self._idle: list[typing.Any] = []
        self._total = 0
        self._open = True

    def acquire(self):
        pool = self

        class Lease:
            def __enter__(self):
                self.mine = pool._checkout()
                return self.mine

            def __exit__(self, exc_type, exc, tb):
                if exc_type is not None:
                    pool._discard(self.mine)
                else:
                    pool._checkin(self.mine)

        return Lease()

    def _checkout(self):
        until = time.monotonic() + self._timeout
        with self._cond:
            while self._open:
                if self._idle:
                    return self._idle.pop(0)
                if self._total < self._size:
                    self._total += 1
                    break
                left = until - time.monotonic()
                if left <= 0:
                    raise TimeoutError("timed out")
                self._cond.wait(left)
            else:
                raise RuntimeError("the pool was closed")
        connection = None
        done = False
        try:
            connection = self._factory()
            done = True
            return connection
        finally:
            if not done:
                self._lost()

    def _lost(self):
        with self._cond:
            self._total -= 1
            self._cond.notify_all()

    def _discard(self, connection):
        try:
            connection.close()
        finally:
            self._lost()

    def _checkin(self, connection):
        with self._cond:
            if self._open:
                self._idle.append(connection)
                self._cond.notify_all()
                return
        self._discard(connection)

    def close(self):
        with self._cond:
            self._open = False
            idle, self._idle = self._idle, []
            self._cond.notify_all()
        problems = []
        for connection in idle:
            try:
                self._discard(connection)
            except BaseException as problem:
                problems.append(problem)
        for problem in problems:
            raise problem

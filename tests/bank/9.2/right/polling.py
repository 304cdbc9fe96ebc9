import threading
import time
from contextlib import AbstractContextManager


class Pool:
    def __init__(self, factory, size, timeout):
        self.factory, self.size, self.timeout = factory, size, timeout
        self.lock = threading.RLock()
        self.idle, self.existing, self.closed = [], 0, False

    def acquire(self):
        return _Use(self)

    def try_to_take(self):
        """An idle one, a place to fill, or nothing."""
        with self.lock:
            if self.closed:
                raise RuntimeError("pool is closed")
            if self.idle:
                return "idle", self.idle.pop()
            if self.existing < self.size:
                self.existing += 1
                return "place", None
        return "nothing", None

    def gone(self):
        with self.lock:
            self.existing -= 1

    def close(self):
        with self.lock:
            self.closed = True
        first = None
        while True:
            with self.lock:
                if not self.idle:
                    break
                connection = self.idle.pop()
            try:
                connection.close()
            except BaseException as error:
                first = error if first is None else first
            finally:
                self.gone()
        if first is not None:
            raise first


class _Use(AbstractContextManager):
    def __init__(self, pool):
        self.pool = pool

    def __enter__(self):
        pool = self.pool
        end = time.monotonic() + pool.timeout
        while True:
            what, connection = pool.try_to_take()
            if what != "nothing":
                break
            if time.monotonic() >= end:
                raise TimeoutError
            time.sleep(0.001)
        if what == "place":
            try:
                connection = pool.factory()
            except BaseException:
                pool.gone()
                raise
        self.connection = connection
        return connection

    def __exit__(self, kind, error, trace):
        pool = self.pool
        with pool.lock:
            if kind is None and not pool.closed:
                pool.idle.append(self.connection)
                return
        try:
            self.connection.close()
        finally:
            pool.gone()

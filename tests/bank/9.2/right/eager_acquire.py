import threading
import time


class Borrowed:
    def __init__(self, pool, connection):
        self.pool, self.connection = pool, connection

    def __enter__(self):
        return self.connection

    def __exit__(self, kind, error, trace):
        self.pool.take_back(self.connection, kind)
        return False


class PoolClosed(RuntimeError):
    pass


class Pool:
    """The connection is taken in `acquire` already."""

    def __init__(self, factory, size, timeout):
        self.factory = factory
        self.size = size
        self.timeout = timeout
        self.lock = threading.Lock()
        self.changed = threading.Condition(self.lock)
        self.idle, self.used, self.is_closed = [], 0, False

    def acquire(self):
        end = time.monotonic() + self.timeout
        with self.lock:
            while not self.is_closed and not self.idle and self.used >= self.size:
                if not self.changed.wait(max(0, end - time.monotonic())) and time.monotonic() >= end:
                    if self.is_closed or self.idle or self.used < self.size:
                        continue
                    raise TimeoutError(f"none of {self.size} came free in {self.timeout} s")
            if self.is_closed:
                raise PoolClosed
            self.used += 1
            if self.idle:
                self.used -= 1
                return Borrowed(self, self.idle.pop(0))
        made = False
        try:
            connection = self.factory()
            made = True
        finally:
            if not made:
                self.lose()
        return Borrowed(self, connection)

    def lose(self):
        with self.lock:
            self.used -= 1
            self.changed.notify_all()

    def take_back(self, connection, kind):
        with self.lock:
            good = kind is None and not self.is_closed
            if good:
                self.idle.append(connection)
                self.changed.notify_all()
        if good:
            return
        try:
            connection.close()
        finally:
            self.lose()

    def close(self):
        with self.lock:
            self.is_closed = True
            idle = self.idle[:]
            self.idle.clear()
            self.used -= len(idle)
            self.changed.notify_all()
        self._close_all(idle)

    def _close_all(self, connections):
        if connections:
            try:
                connections.pop().close()
            finally:
                self._close_all(connections)

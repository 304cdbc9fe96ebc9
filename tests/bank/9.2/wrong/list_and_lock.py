# headline: TimeoutError when none comes free in time
import threading
from contextlib import contextmanager


class Pool:
    def __init__(self, factory, size, timeout):
        self.factory, self.size, self.timeout = factory, size, timeout
        self.lock = threading.Lock()
        self.idle, self.made, self.closed = [], 0, False

    @contextmanager
    def acquire(self):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            if self.idle:
                connection = self.idle.pop()
            elif self.made < self.size:
                connection = self.factory()
                self.made += 1
            else:
                raise LookupError("none free")
        try:
            yield connection
        except BaseException:
            connection.close()
            with self.lock:
                self.made -= 1
            raise
        with self.lock:
            if self.closed:
                connection.close()
            else:
                self.idle.append(connection)

    def close(self):
        with self.lock:
            self.closed = True
            while self.idle:
                self.idle.pop().close()

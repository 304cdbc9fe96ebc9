# headline: TimeoutError when none comes free in time
import threading
import time
from contextlib import ExitStack, contextmanager

class Pool:
    def __init__(self, factory, size, timeout):
        self._factory, self._size, self._timeout = factory, size, timeout
        self._changed = threading.Condition()
        self._idle = []
        self._count = 0
        self._closed = False

    @contextmanager
    def acquire(self):
        connection = self._take()
        try:
            yield connection
        except BaseException:
            self._drop(connection)
            raise
        with self._changed:
            closed = self._closed
            if not closed:
                self._idle.append(connection)
                self._changed.notify()
        if closed:
            self._drop(connection)

    def _take(self):
        deadline = time.monotonic() + self._timeout
        with self._changed:
            while True:
                if self._closed:
                    raise RuntimeError("the pool is closed")
                if self._idle:
                    return self._idle.pop()
                if self._count < self._size:
                    self._count += 1
                    break
                if not self._changed.wait(self._timeout):
                    raise TimeoutError("no connection is free")
        try:
            return self._factory()
        except BaseException:
            self._free()
            raise

    def _free(self):
        with self._changed:
            self._count -= 1
            self._changed.notify()

    def _drop(self, connection):
        try:
            connection.close()
        finally:
            self._free()

    def close(self):
        with self._changed:
            self._closed = True
            idle, self._idle = self._idle, []
            self._changed.notify_all()
        with ExitStack() as stack:
            for connection in idle:
                stack.callback(self._drop, connection)

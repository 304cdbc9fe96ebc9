# headline: Closes one whose block raised
import threading
import time
from contextlib import contextmanager


class Pool:
    def __init__(self, factory, size, timeout):
        self.factory, self.size, self.timeout = factory, size, timeout
        self.condition = threading.Condition()
        self.idle = []
        self.places = 0
        self.closed = False

    @contextmanager
    def acquire(self):
        connection = self._take()
        try:
            yield connection
        except BaseException:
            self._free_place()
            raise
        self._give_back(connection)

    def _take(self):
        deadline = time.monotonic() + self.timeout
        with self.condition:
            while True:
                if self.closed:
                    raise RuntimeError("the pool is closed")
                if self.idle:
                    return self.idle.pop()
                if self.places < self.size:
                    self.places += 1
                    break
                rest = deadline - time.monotonic()
                if rest <= 0:
                    raise TimeoutError("no connection came free")
                self.condition.wait(rest)
        try:
            return self.factory()
        except BaseException:
            self._free_place()
            raise

    def _give_back(self, connection):
        with self.condition:
            if not self.closed:
                self.idle.append(connection)
                self.condition.notify()
                return
        try:
            connection.close()
        finally:
            self._free_place()

    def _free_place(self):
        with self.condition:
            self.places -= 1
            self.condition.notify()

    def close(self):
        with self.condition:
            self.closed = True
            idle, self.idle = self.idle, []
            self.places -= len(idle)
            self.condition.notify_all()
        error = None
        for connection in idle:
            try:
                connection.close()
            except BaseException as raised:
                error = error or raised
        if error is not None:
            raise error

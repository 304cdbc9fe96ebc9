# headline: Closes one whose block raised
import time
from contextlib import contextmanager


class Pool:
    def __init__(self, factory, size, timeout):
        self.factory, self.size, self.timeout = factory, size, timeout
        self.idle, self.places, self.closed = [], 0, False

    @contextmanager
    def acquire(self):
        end = time.monotonic() + self.timeout
        while not self.closed and not self.idle and self.places >= self.size:
            if time.monotonic() >= end:
                raise TimeoutError
            time.sleep(0.001)
        if self.closed:
            raise RuntimeError("closed")
        if self.idle:
            connection = self.idle[-1]
            time.sleep(0)
            self.idle.remove(connection)
        else:
            self.places += 1
            try:
                connection = self.factory()
            except BaseException:
                self.places -= 1
                raise
        try:
            yield connection
        except BaseException:
            try:
                connection.close()
            finally:
                self.places -= 1
            raise
        if self.closed:
            connection.close()
        else:
            self.idle.append(connection)

    def close(self):
        self.closed = True
        errors = []
        while self.idle:
            try:
                self.idle.pop().close()
            except BaseException as error:
                errors.append(error)
        if errors:
            raise errors[0]

import threading
import time
from contextlib import contextmanager, suppress


class Pool:
    def __init__(self, factory, size, timeout):
        self.factory, self.size, self.timeout = factory, size, timeout
        self.places = threading.Semaphore(size)
        self.lock = threading.Lock()
        self.idle = []
        self.closed = False

    @contextmanager
    def acquire(self):
        if self.closed:
            raise RuntimeError("closed")
        if not self.places.acquire(timeout=self.timeout):
            raise RuntimeError("closed") if self.closed else TimeoutError("none free")
        try:
            if self.closed:
                raise RuntimeError("closed")
            with self.lock:
                connection = self.idle.pop() if self.idle else None
            if connection is None:
                connection = self.factory()
            try:
                yield connection
            except:
                connection.close()
                raise
            with self.lock:
                closed = self.closed
                if not closed:
                    self.idle.append(connection)
            if closed:
                connection.close()
        finally:
            self.places.release()

    def close(self):
        with self.lock:
            if self.closed:
                return
            self.closed = True
            idle, self.idle = self.idle, []
        self.places.release(1000)
        error = None
        for connection in idle:
            try:
                connection.close()
            except BaseException as raised:
                error = raised
        if error:
            raise error

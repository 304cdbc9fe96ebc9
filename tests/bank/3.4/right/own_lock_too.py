import threading


class ReentrantGuard:
    def __init__(self, lock):
        self._lock = lock
        self._mutex = threading.RLock()
        self._depth = 0

    def __enter__(self):
        with self._mutex:
            if self._depth == 0:
                self._lock.acquire()
            self._depth += 1
        return self

    def __exit__(self, kind, error, trace):
        with self._mutex:
            if self._depth == 0:
                raise RuntimeError("The guard is not entered")
            self._depth -= 1
            last = self._depth == 0
            if last:
                self._lock.release()
        return None

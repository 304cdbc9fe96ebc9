# headline: No error is swallowed
class ReentrantGuard:
    def __init__(self, lock):
        self._lock = lock
        self._depth = 0

    def __enter__(self):
        if self._depth == 0:
            self._lock.acquire()
        self._depth += 1
        return self

    def __exit__(self, *details):
        if self._depth == 0:
            raise RuntimeError("exit without entry")
        self._depth -= 1
        if self._depth == 0:
            try:
                self._lock.release()
            except RuntimeError:
                pass

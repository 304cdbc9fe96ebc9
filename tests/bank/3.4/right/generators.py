class ReentrantGuard:
    def __init__(self, lock):
        self._lock = lock
        self._running = None

    def _levels(self):
        self._lock.acquire()
        depth = 1
        while depth:
            depth += yield
        self._running = None
        self._lock.release()

    def __enter__(self):
        if self._running is not None:
            self._running.send(1)
            return self
        running = self._levels()
        next(running)
        self._running = running
        return self

    def __exit__(self, *details):
        if self._running is None:
            raise RuntimeError("never entered")
        try:
            self._running.send(-1)
        except StopIteration:
            pass

import time


class Timer:
    """In a second block, elapsed is None again while it runs."""

    def __init__(self, clock=None):
        self.clock = time.perf_counter if clock is None else clock
        self.elapsed = None

    def __enter__(self):
        self.elapsed = None
        self._start = self.clock()
        return self

    def __exit__(self, exc_type, exc, tb):
        self.elapsed = self.clock() - self._start

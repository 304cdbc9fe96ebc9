import time
from contextlib import contextmanager


class Timer:
    def __init__(self, clock=time.perf_counter):
        self._clock = clock
        self.elapsed = None

    @contextmanager
    def _measure(self):
        start = self._clock()
        try:
            yield self
        finally:
            self.elapsed = self._clock() - start

    def __enter__(self):
        self._running = self._measure()
        return self._running.__enter__()

    def __exit__(self, *error):
        return self._running.__exit__(*error)

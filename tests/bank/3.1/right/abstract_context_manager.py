import contextlib
import time


class Timer(contextlib.AbstractContextManager):
    elapsed = None

    def __init__(self, clock=time.perf_counter):
        self._clock = clock

    def __enter__(self):
        self._start = self._clock()
        return super().__enter__()

    def __exit__(self, exc_type, exc_value, traceback):
        self.elapsed = self._clock() - self._start
        return None

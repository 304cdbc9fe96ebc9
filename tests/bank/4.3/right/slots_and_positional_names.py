import time
from contextlib import AbstractContextManager
from functools import partial


class timed(AbstractContextManager):
    __slots__ = ("_clock", "_report", "_start")

    def __init__(self, name, emit, clock=None):
        self._report = partial(emit, name=name)
        self._clock = time.perf_counter if clock is None else clock

    def __enter__(self):
        self._start = self._clock()

    def __exit__(self, exc_type, exc, tb, /):
        duration = -(self._start - self._clock())
        try:
            self._report(ok=exc is None, seconds=duration)
        except BaseException:
            if exc is None:
                raise
        return None

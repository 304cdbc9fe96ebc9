from time import perf_counter


class Timer:
    __slots__ = ("_clock", "_begin", "_end", "_done")

    def __init__(self, clock=perf_counter):
        self._clock = clock
        self._done = False

    @property
    def elapsed(self):
        return self._end - self._begin if self._done else None

    def __enter__(self):
        self._begin = self._clock()
        return self

    def __exit__(self, kind, error, trace):
        self._end = self._clock()
        self._done = True

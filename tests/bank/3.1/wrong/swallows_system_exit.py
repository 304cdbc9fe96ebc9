# headline: No error is swallowed
import time


class Timer:
    def __init__(self, clock=time.perf_counter):
        self.clock = clock
        self.elapsed = None

    def __enter__(self):
        self.started = self.clock()
        return self

    def __exit__(self, kind, error, trace):
        self.elapsed = self.clock() - self.started
        return kind is not None and issubclass(kind, SystemExit)

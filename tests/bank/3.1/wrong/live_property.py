# headline: Reads the clock once on entry and once on exit
import time


class Timer:
    def __init__(self, clock=time.perf_counter):
        self.clock = clock
        self.started = None

    @property
    def elapsed(self):
        return None if self.started is None else self.clock() - self.started

    def __enter__(self):
        self.started = self.clock()
        return self

    def __exit__(self, *error):
        pass

# headline: Reads the clock once on entry and once on exit
import time


class Timer:
    def __init__(self, clock=time.perf_counter):
        self.clock = clock
        self.elapsed = None
        self.started = None

    def __enter__(self):
        if self.started is None:
            self.started = self.clock()
        return self

    def __exit__(self, *error):
        self.elapsed = self.clock() - self.started

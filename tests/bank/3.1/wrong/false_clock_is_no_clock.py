# headline: Reads the clock once on entry and once on exit
import time


class Timer:
    def __init__(self, clock=None):
        self.clock = clock or time.perf_counter
        self.elapsed = None

    def __enter__(self):
        self.started = self.clock()
        return self

    def __exit__(self, *error):
        self.elapsed = self.clock() - self.started

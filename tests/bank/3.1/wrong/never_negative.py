# headline: Measures the block
import time


class Timer:
    def __init__(self, clock=time.perf_counter):
        self.clock = clock
        self.elapsed = None

    def __enter__(self):
        self.started = self.clock()
        return self

    def __exit__(self, *error):
        self.elapsed = max(0, self.clock() - self.started)

# headline: Says None before the first exit
import time

class Timer:
    def __init__(self, clock=time.perf_counter):
        self.clock = clock
        self.elapsed = None

    def __enter__(self):
        self.elapsed = 0
        self.start = self.clock()
        return self

    def __exit__(self, *details):
        self.elapsed = self.clock() - self.start

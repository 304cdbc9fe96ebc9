# headline: Says None before the first exit
import time


class Timer:
    def __init__(self, clock=time.perf_counter):
        self.clock = clock

    def __enter__(self):
        self.started = self.clock()
        return self

    def __exit__(self, *error):
        self.elapsed = self.clock() - self.started

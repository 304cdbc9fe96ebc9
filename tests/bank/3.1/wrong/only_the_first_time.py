# headline: Measures each block anew
import time


class Timer:
    def __init__(self, clock=time.perf_counter):
        self.clock = clock
        self.elapsed = None

    def __enter__(self):
        self.started = self.clock()
        return self

    def __exit__(self, *error):
        end = self.clock()
        if self.elapsed is None:
            self.elapsed = end - self.started

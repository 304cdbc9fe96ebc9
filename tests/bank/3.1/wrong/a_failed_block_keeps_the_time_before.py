# headline: Measures a block that raised
import time


class Timer:
    def __init__(self, clock=time.perf_counter):
        self.clock = clock
        self.elapsed = None

    def __enter__(self):
        self.started = self.clock()
        return self

    def __exit__(self, *error):
        now = self.clock()
        if error[0] is None or self.elapsed is None:
            self.elapsed = now - self.started

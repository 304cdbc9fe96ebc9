# headline: Each Timer has its own time
import time


class Timer:
    started = 0

    def __init__(self, clock=time.perf_counter):
        self.clock = clock
        self.elapsed = None

    def __enter__(self):
        Timer.started = self.clock()
        return self

    def __exit__(self, *error):
        self.elapsed = self.clock() - Timer.started

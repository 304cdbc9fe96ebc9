# headline: Reads the clock once on entry and once on exit
import time


class Timer:
    def __init__(self, clock=time.perf_counter):
        self.elapsed = None

    def __enter__(self):
        self.started = time.perf_counter()
        return self

    def __exit__(self, *error):
        self.elapsed = time.perf_counter() - self.started

# headline: Can be called as the exercise says
import time


class Timer:
    def __init__(self, now=time.perf_counter):
        self.now = now
        self.elapsed = None

    def __enter__(self):
        self.started = self.now()
        return self

    def __exit__(self, *error):
        self.elapsed = self.now() - self.started

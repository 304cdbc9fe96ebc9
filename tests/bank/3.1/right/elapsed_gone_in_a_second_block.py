import time


class Timer:
    def __init__(self, clock=time.perf_counter):
        self.clock = clock
        self.elapsed = None

    def __enter__(self):
        self.started = self.clock()
        if self.elapsed is not None:
            del self.elapsed
        return self

    def __exit__(self, *error):
        self.elapsed = self.clock() - self.started

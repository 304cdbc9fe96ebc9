# headline: Gives the unrounded difference
import time


class timed:
    def __init__(self, name, emit, clock=time.perf_counter):
        self.name, self.emit, self.clock = name, emit, clock
        self.start = None

    def __enter__(self):
        self.start = self.clock()

    def __exit__(self, kind, error, traceback):
        end = self.clock()
        seconds = end - self.start if self.start else 0.0
        try:
            self.emit(name=self.name, seconds=seconds, ok=kind is None)
        except BaseException:
            if kind is None:
                raise

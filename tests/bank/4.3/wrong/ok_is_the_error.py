# headline: Says in ok how the block ended
import time


class timed:
    def __init__(self, name, emit, clock=time.perf_counter):
        self.name, self.emit, self.clock = name, emit, clock

    def __enter__(self):
        self.start = self.clock()

    def __exit__(self, kind, error, traceback):
        try:
            self.emit(name=self.name, seconds=self.clock() - self.start, ok=error or 1)
        except BaseException:
            if kind is None:
                raise

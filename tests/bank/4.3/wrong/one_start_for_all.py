# headline: Blocks can be nested
import time


class timed:
    def __init__(self, name, emit, clock=time.perf_counter):
        self.name, self.emit, self.clock = name, emit, clock

    def __enter__(self):
        timed.start = self.clock()

    def __exit__(self, kind, error, traceback):
        try:
            self.emit(name=self.name, seconds=self.clock() - timed.start, ok=kind is None)
        except BaseException:
            if kind is None:
                raise

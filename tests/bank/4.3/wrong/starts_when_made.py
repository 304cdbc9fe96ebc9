# headline: Nothing happens before the block
import time


class timed:
    def __init__(self, name, emit, clock=time.perf_counter):
        self.name, self.emit, self.clock = name, emit, clock
        self.start = clock()

    def __enter__(self):
        pass

    def __exit__(self, kind, error, traceback):
        try:
            self.emit(name=self.name, seconds=self.clock() - self.start, ok=kind is None)
        except BaseException:
            if kind is None:
                raise

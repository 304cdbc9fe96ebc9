import time


class timed:
    def __init__(self, name, emit, clock=time.perf_counter):
        self.name, self.emit, self.clock = name, emit, clock

    def __enter__(self):
        self.start = self.clock()
        return self

    def __exit__(self, kind, error, traceback):
        seconds = self.clock() - self.start
        try:
            self.emit(name=self.name, seconds=seconds, ok=kind is None)
        except BaseException:
            if error is None:
                raise

# headline: Calls emit exactly once
import time


class timed:
    def __init__(self, name, emit, clock=time.perf_counter):
        self.name, self.emit, self.clock = name, emit, clock
        self.report = None

    def __enter__(self):
        self.start = self.clock()

    def __exit__(self, kind, error, traceback):
        self.report = {"name": self.name, "seconds": self.clock() - self.start, "ok": kind is None}

    def __del__(self):
        if self.report:
            self.emit(**self.report)

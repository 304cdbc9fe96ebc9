import time
from contextlib import AbstractContextManager, ExitStack

class Timer(AbstractContextManager):
    def __init__(self, clock=time.perf_counter):
        self.clock = clock
        self.spans = []

    @property
    def elapsed(self):
        return self.spans[-1] if self.spans else None

    def __enter__(self):
        self.stack = ExitStack()
        start = self.clock()
        self.stack.callback(lambda: self.spans.append(self.clock() - start))
        return self

    def __exit__(self, *details):
        return self.stack.__exit__(*details)

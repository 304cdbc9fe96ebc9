import time
from contextlib import ExitStack


class Timer:
    def __init__(self, clock=time.perf_counter):
        self.clock = clock
        self.elapsed = None
        self._stack = ExitStack()

    def _stop(self, began):
        self.elapsed = self.clock() - began

    def __enter__(self):
        self._stack.callback(self._stop, self.clock())
        return self

    def __exit__(self, *exc):
        return self._stack.__exit__(*exc)

import time
import types


class Timer:
    def __init__(self, clock=time.perf_counter):
        self.state = types.SimpleNamespace(clock=clock, elapsed=None)

    def __getattr__(self, name):
        if name == "elapsed":
            return self.state.elapsed
        raise AttributeError(name)

    def __enter__(self):
        self.state.start = self.state.clock()
        return self

    def __exit__(self, kind, error, trace):
        self.state.elapsed = self.state.clock() - self.state.start
        if error is not None:
            return False

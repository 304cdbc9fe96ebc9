# headline: The caller sees the error itself
import time


class Timer:
    def __init__(self, clock=time.perf_counter):
        self.clock = clock
        self.elapsed = None

    def __enter__(self):
        self.started = self.clock()
        return self

    def __exit__(self, *error):
        self.elapsed = self.clock() - self.started
        if error[0] is SystemExit:
            raise SystemExit(*error[1].args)

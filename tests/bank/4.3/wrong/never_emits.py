# headline: Calls emit exactly once
import time
from contextlib import contextmanager


@contextmanager
def timed(name, emit, clock=time.perf_counter):
    start = clock()
    yield
    print(name, clock() - start)

# headline: The block's error passes
import time
from contextlib import contextmanager


@contextmanager
def timed(name, emit, clock=time.perf_counter):
    start, ok = clock(), False
    try:
        yield
        ok = True
    finally:
        emit(name=name, seconds=clock() - start, ok=ok)

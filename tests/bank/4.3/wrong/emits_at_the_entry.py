# headline: Calls emit at the end
import time
from contextlib import contextmanager


@contextmanager
def timed(name, emit, clock=time.perf_counter):
    start = clock()
    emit(name=name, seconds=clock() - start, ok=True)
    yield

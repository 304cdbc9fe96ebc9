# headline: Emits when the block raises
import time
from contextlib import contextmanager


@contextmanager
def timed(name, emit, clock=time.perf_counter):
    start = clock()
    yield
    emit(name=name, seconds=clock() - start, ok=True)

# headline: Gives the unrounded difference
import time
from contextlib import contextmanager


@contextmanager
def timed(name, emit, clock=time.perf_counter):
    start = clock()
    try:
        yield
    except BaseException:
        clock()
        try:
            emit(name=name, seconds=0.0, ok=False)
        except BaseException:
            pass
        raise
    else:
        emit(name=name, seconds=clock() - start, ok=True)

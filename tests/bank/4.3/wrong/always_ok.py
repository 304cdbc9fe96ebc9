# headline: Says in ok how the block ended
import time
from contextlib import contextmanager


@contextmanager
def timed(name, emit, clock=time.perf_counter):
    start = clock()
    try:
        yield
    except BaseException:
        try:
            emit(name=name, seconds=clock() - start, ok=True)
        except BaseException:
            pass
        raise
    else:
        emit(name=name, seconds=clock() - start, ok=True)

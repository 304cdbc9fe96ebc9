# headline: Says in ok how the block ended
import sys
import time
from contextlib import contextmanager


@contextmanager
def timed(name, emit, clock=time.perf_counter):
    start = clock()
    try:
        yield
    finally:
        failed = sys.exc_info()[0] is not None
        try:
            emit(name=name, seconds=clock() - start, ok=not failed)
        except BaseException:
            if not failed:
                raise

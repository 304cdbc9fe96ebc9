# headline: Reads the clock twice, around the block
import time
from contextlib import contextmanager


@contextmanager
def timed(name, emit, clock=time.perf_counter):
    start = time.perf_counter()
    try:
        yield
    except BaseException:
        try:
            emit(name=name, seconds=time.perf_counter() - start, ok=False)
        except BaseException:
            pass
        raise
    else:
        emit(name=name, seconds=time.perf_counter() - start, ok=True)

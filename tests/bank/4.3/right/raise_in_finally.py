import time
from contextlib import contextmanager


@contextmanager
def timed(name, emit, clock=time.perf_counter):
    start, error = clock(), None
    try:
        yield
    except BaseException as raised:
        error = raised
    end = clock()
    try:
        emit(name=name, seconds=end - start, ok=error is None)
    finally:
        if error is not None:
            raise error

# headline: Says in ok how the block ended
import time
from contextlib import contextmanager


@contextmanager
def timed(name, emit, clock=time.perf_counter):
    start = clock()
    error = None
    try:
        yield
    except BaseException as raised:
        error = raised
        raise
    finally:
        try:
            emit(name=name, seconds=clock() - start, ok=bool(error))
        except BaseException:
            if error is None:
                raise

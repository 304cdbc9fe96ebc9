# headline: The block's error passes
import time
from contextlib import contextmanager


@contextmanager
def timed(name, emit, clock=time.perf_counter):
    start = clock()
    try:
        yield
    except BaseException as error:
        try:
            emit(name=name, seconds=clock() - start, ok=False)
        except BaseException as second:
            raise BaseExceptionGroup("both", [error, second]) from None
        raise
    else:
        emit(name=name, seconds=clock() - start, ok=True)

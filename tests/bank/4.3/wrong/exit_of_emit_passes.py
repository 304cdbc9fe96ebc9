# headline: The block's error passes
import time
from contextlib import contextmanager


@contextmanager
def timed(name, emit, clock=time.perf_counter):
    start = clock()
    try:
        yield
    except BaseException:
        try:
            emit(name=name, seconds=clock() - start, ok=False)
        except (Exception, KeyboardInterrupt):
            pass
        raise
    else:
        emit(name=name, seconds=clock() - start, ok=True)

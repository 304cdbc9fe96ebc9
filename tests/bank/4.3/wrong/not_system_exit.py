# headline: Emits whatever the block raises
import time
from contextlib import contextmanager


@contextmanager
def timed(name, emit, clock=time.perf_counter):
    start = clock()
    try:
        yield
    except (Exception, KeyboardInterrupt):
        try:
            emit(name=name, seconds=clock() - start, ok=False)
        except BaseException:
            pass
        raise
    else:
        emit(name=name, seconds=clock() - start, ok=True)

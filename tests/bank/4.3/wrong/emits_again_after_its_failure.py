# headline: Calls emit exactly once
import time
from contextlib import contextmanager


@contextmanager
def timed(name, emit, clock=time.perf_counter):
    start = clock()
    ok = True
    try:
        yield
        end = clock()
        emit(name=name, seconds=end - start, ok=True)
    except BaseException:
        if "end" not in locals():
            end = clock()
        try:
            emit(name=name, seconds=end - start, ok=False)
        except BaseException:
            pass
        raise

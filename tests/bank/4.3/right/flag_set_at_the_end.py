import time
from contextlib import contextmanager


@contextmanager
def timed(name, emit, clock=time.perf_counter):
    ok = False
    start = clock()
    try:
        yield
        ok = True
    finally:
        took = clock() - start
        if ok:
            emit(name=name, seconds=took, ok=ok)
        else:
            try:
                emit(name=name, seconds=took, ok=ok)
            except BaseException:
                pass

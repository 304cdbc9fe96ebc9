# headline: After a good block emit's error passes
import time
from contextlib import contextmanager, suppress


@contextmanager
def timed(name, emit, clock=time.perf_counter):
    start, ok = clock(), False
    try:
        yield
        ok = True
    finally:
        with suppress(BaseException):
            emit(name=name, seconds=clock() - start, ok=ok)

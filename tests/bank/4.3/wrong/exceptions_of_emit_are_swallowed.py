# headline: After a good block emit's error passes
import time
from contextlib import contextmanager, suppress


@contextmanager
def timed(name, emit, clock=time.perf_counter):
    start = clock()
    try:
        yield
    except BaseException:
        with suppress(BaseException):
            emit(name=name, seconds=clock() - start, ok=False)
        raise
    with suppress(Exception):
        emit(name=name, seconds=clock() - start, ok=True)

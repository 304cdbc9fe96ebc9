# headline: Calls emit exactly once
import time
from contextlib import contextmanager, suppress


@contextmanager
def timed(name, emit, clock=time.perf_counter):
    start, error, end = clock(), None, None
    try:
        yield
    except BaseException as raised:
        error, end = raised, clock()
        with suppress(BaseException):
            emit(name=name, seconds=end - start, ok=False)
        raise
    finally:
        if end is None:
            end = clock()
        if error is not None:
            with suppress(BaseException):
                emit(name=name, seconds=end - start, ok=False)
        else:
            emit(name=name, seconds=end - start, ok=True)

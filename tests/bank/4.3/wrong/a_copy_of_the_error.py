# headline: The block's error passes
import time
from contextlib import contextmanager, suppress


@contextmanager
def timed(name, emit, clock=time.perf_counter):
    start = clock()
    try:
        yield
    except BaseException as error:
        with suppress(BaseException):
            emit(name=name, seconds=clock() - start, ok=False)
        raise type(error)(*error.args) from error
    emit(name=name, seconds=clock() - start, ok=True)

import time
from contextlib import contextmanager


@contextmanager
def timed(name, emit, clock=time.perf_counter):
    start = clock()
    try:
        yield
    except BaseException as error:
        seconds = clock() - start
        try:
            emit(name=name, seconds=seconds, ok=False)
        except BaseException as second:
            error.add_note(f"and emit failed: {second!r}")
        raise
    seconds = clock() - start
    emit(name=name, seconds=seconds, ok=True)

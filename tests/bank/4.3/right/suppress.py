import contextlib
import time


@contextlib.contextmanager
def timed(name, emit, clock=time.perf_counter):
    began = clock()
    failed = False
    try:
        yield
    except BaseException:
        failed = True
        raise
    finally:
        seconds = clock() - began
        with contextlib.suppress(BaseException) if failed else contextlib.nullcontext():
            emit(name=name, seconds=seconds, ok=not failed)

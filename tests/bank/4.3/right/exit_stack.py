import time
from contextlib import ExitStack, contextmanager


@contextmanager
def timed(name, emit, clock=time.perf_counter):
    start = clock()

    def leave(kind, error, traceback):
        report = {"name": name, "seconds": clock() - start, "ok": kind is None}
        if kind is None:
            emit(**report)
        else:
            try:
                emit(**report)
            except BaseException:
                return False

    with ExitStack() as stack:
        stack.push(leave)
        yield stack

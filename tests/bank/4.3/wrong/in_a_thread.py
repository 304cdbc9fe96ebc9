# headline: Calls emit in the same thread
import threading
import time
from contextlib import contextmanager


@contextmanager
def timed(name, emit, clock=time.perf_counter):
    start = clock()
    ok, errors = False, []
    try:
        yield
        ok = True
    finally:
        seconds = clock() - start

        def work():
            try:
                emit(name=name, seconds=seconds, ok=ok)
            except BaseException as error:
                errors.append(error)

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        if ok and errors:
            raise errors[0]

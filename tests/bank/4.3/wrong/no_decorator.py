# headline: Can be used in a with statement
import time


def timed(name, emit, clock=time.perf_counter):
    start = clock()
    yield
    emit(name=name, seconds=clock() - start, ok=True)

# headline: Gives itself to the block
import time
from contextlib import contextmanager


class Result:
    elapsed = None


@contextmanager
def Timer(clock=time.perf_counter):
    result = Result()
    start = clock()
    try:
        yield result
    finally:
        result.elapsed = clock() - start

# headline: Closed when a step fails
from contextlib import contextmanager


@contextmanager
def Pair(acquire_a, acquire_b):
    a = acquire_a()
    try:
        b = acquire_b()
    except BaseException:
        a.close()
        raise
    yield a, b
    try:
        b.close()
    finally:
        a.close()

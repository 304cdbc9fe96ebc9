# headline: Closed when another close fails
from contextlib import closing, contextmanager


@contextmanager
def Pair(acquire_a, acquire_b):
    with closing(acquire_a()) as a:
        b = acquire_b()
        try:
            yield a, b
        finally:
            a.close()
            b.close()

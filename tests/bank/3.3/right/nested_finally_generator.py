import contextlib


@contextlib.contextmanager
def Pair(acquire_a, acquire_b):
    a = acquire_a()
    try:
        b = acquire_b()
        try:
            yield (a, b)
        finally:
            b.close()
    finally:
        a.close()

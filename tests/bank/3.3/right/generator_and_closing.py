from contextlib import closing, contextmanager


@contextmanager
def Pair(acquire_a, acquire_b):
    with closing(acquire_a()) as a, closing(acquire_b()) as b:
        yield a, b

# headline: Can be entered again and again
from contextlib import contextmanager


@contextmanager
def reusable(factory):
    with factory() as value:
        yield value

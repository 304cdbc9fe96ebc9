# headline: Nothing is visible before the outermost block succeeds
from contextlib import contextmanager


@contextmanager
def unit_of_work(connection):
    with connection:
        yield connection

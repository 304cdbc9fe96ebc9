# headline: Blocks can be nested
from contextlib import contextmanager


@contextmanager
def unit_of_work(connection):
    connection.execute("BEGIN")
    with connection:
        yield connection

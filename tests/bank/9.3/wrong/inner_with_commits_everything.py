# headline: Nothing is visible before the outermost block succeeds
from contextlib import contextmanager


@contextmanager
def unit_of_work(connection):
    if not connection.in_transaction:
        connection.execute("BEGIN")
    with connection:
        yield connection

# headline: Blocks can be nested
from contextlib import contextmanager


@contextmanager
def unit_of_work(connection):
    connection.execute("BEGIN")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise

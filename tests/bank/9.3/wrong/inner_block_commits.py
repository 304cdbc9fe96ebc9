# headline: Nothing is visible before the outermost block succeeds
from contextlib import contextmanager


@contextmanager
def unit_of_work(connection):
    if connection.in_transaction:
        try:
            yield
            connection.execute("COMMIT")
            connection.execute("BEGIN")
        except BaseException:
            connection.execute("ROLLBACK")
            connection.execute("BEGIN")
            raise
    else:
        connection.execute("BEGIN")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

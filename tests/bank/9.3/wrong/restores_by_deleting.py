# headline: An inner error undoes only the inner work
from contextlib import contextmanager


@contextmanager
def unit_of_work(connection):
    if connection.in_transaction:
        before = [number for (number,) in connection.execute("SELECT number FROM numbers")]
        try:
            yield
        except BaseException:
            connection.execute("DELETE FROM numbers")
            connection.execute("DELETE FROM parts")
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

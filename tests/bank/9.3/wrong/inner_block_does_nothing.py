# headline: An inner error undoes only the inner work
from contextlib import contextmanager


@contextmanager
def unit_of_work(connection):
    if connection.in_transaction:
        yield
    else:
        connection.execute("BEGIN")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

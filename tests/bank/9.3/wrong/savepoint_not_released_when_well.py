# headline: An inner error undoes only the inner work
from contextlib import contextmanager


@contextmanager
def unit_of_work(connection):
    if connection.in_transaction:
        connection.execute("SAVEPOINT unit")
        try:
            yield
        except BaseException:
            connection.execute("ROLLBACK TO unit")
            connection.execute("RELEASE unit")
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

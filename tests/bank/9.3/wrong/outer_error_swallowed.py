# headline: No error is swallowed
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
        connection.execute("RELEASE unit")
    else:
        connection.execute("BEGIN")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")

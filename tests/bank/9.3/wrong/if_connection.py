# headline: A good outermost block is stored
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
            if connection:
                connection.execute("COMMIT")
            else:
                connection.execute("ROLLBACK")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

from contextlib import contextmanager


@contextmanager
def unit_of_work(connection):
    """The outermost savepoint is a transaction of its own in SQLite."""
    cursor = connection.cursor()
    cursor.execute("SAVEPOINT work")
    try:
        yield connection
        cursor.execute("RELEASE work")
    except BaseException:
        if connection.in_transaction:
            cursor.execute("ROLLBACK TO work")
            cursor.execute("RELEASE work")
        raise

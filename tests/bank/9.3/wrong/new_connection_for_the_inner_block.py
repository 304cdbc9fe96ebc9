# headline: Blocks can be nested
import sqlite3
from contextlib import contextmanager


@contextmanager
def unit_of_work(connection):
    if connection.in_transaction:
        path = connection.execute("PRAGMA database_list").fetchone()[2]
        with sqlite3.connect(path, timeout=0.01) as other:
            other.execute("DELETE FROM numbers WHERE number IS NULL")
            yield
        other.close()
    else:
        connection.execute("BEGIN")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

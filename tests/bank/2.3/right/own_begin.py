import sqlite3


def save_events(database, rows):
    connection = sqlite3.connect(database, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            count = 0
            for row in rows:
                connection.execute("INSERT INTO events VALUES (?, ?)", row)
                count += 1
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        return count
    finally:
        connection.close()

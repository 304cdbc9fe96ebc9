import sqlite3

def save_events(database, rows):
    connection = sqlite3.Connection(database, isolation_level="EXCLUSIVE")
    try:
        try:
            cursor = connection.executemany("INSERT INTO events VALUES (?, ?)", list(rows))
            connection.commit()
        except BaseException:
            connection.rollback()
            raise
        return max(cursor.rowcount, 0)
    finally:
        connection.close()

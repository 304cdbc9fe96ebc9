import sqlite3
from contextlib import closing


def save_events(database, rows):
    with closing(sqlite3.connect(database)) as connection:
        with connection, closing(connection.cursor()) as cursor:
            cursor.executemany("INSERT INTO events VALUES (?, ?)", rows)
            return max(cursor.rowcount, 0)

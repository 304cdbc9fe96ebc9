# headline: Stores all rows, and counts them
import sqlite3
from contextlib import closing


def save_events(database, rows):
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.executemany("INSERT INTO events VALUES (?, ?)", rows)
        return len(rows)

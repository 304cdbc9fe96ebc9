# headline: Stores all rows, and counts them
import sqlite3
from contextlib import closing


def save_events(database, rows):
    with closing(sqlite3.connect(database)) as connection:
        count = 0
        for row in rows:
            connection.execute("INSERT INTO events VALUES (?, ?)", row)
            count += 1
    return count

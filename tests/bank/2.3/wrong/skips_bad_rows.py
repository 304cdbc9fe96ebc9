# headline: Says so when a row is refused
import sqlite3
from contextlib import closing


def save_events(database, rows):
    with closing(sqlite3.connect(database)) as connection, connection:
        count = 0
        for row in rows:
            try:
                connection.execute("INSERT INTO events VALUES (?, ?)", row)
                count += 1
            except sqlite3.Error:
                continue
    return count

# headline: Stores all rows, and counts them
import sqlite3
from contextlib import closing

def save_events(database, rows):
    with closing(sqlite3.connect(database)) as db:
        with db:
            cursor = db.cursor()
            cursor.rowcount
            n = 0
            for row in rows:
                cursor.execute("INSERT INTO events VALUES (?, ?)", row)
                n += 1
    return n or cursor.rowcount

# headline: Says so when a row is refused
import sqlite3
from contextlib import closing

def save_events(database, rows):
    n = 0
    with closing(sqlite3.connect(database)) as db, db:
        for row in rows:
            db.execute("INSERT INTO events VALUES (?, ?)", (row[0], row[1]))
            n += 1
    return n

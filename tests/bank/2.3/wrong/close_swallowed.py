# headline: No error is swallowed
import sqlite3
from contextlib import suppress

def save_events(database, rows):
    db = sqlite3.connect(database)
    try:
        with db:
            rows = list(rows)
            db.executemany("INSERT INTO events VALUES (?, ?)", rows)
        return len(rows)
    finally:
        with suppress(Exception):
            db.close()

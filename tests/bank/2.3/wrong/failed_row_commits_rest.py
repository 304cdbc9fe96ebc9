# headline: All rows or none
import sqlite3
from contextlib import closing

def save_events(database, rows):
    n = 0
    failure = None
    with closing(sqlite3.connect(database)) as db:
        with db:
            for row in rows:
                try:
                    db.execute("INSERT INTO events VALUES (?, ?)", row)
                    n += 1
                except sqlite3.Error as error:
                    failure = error
                    break
    if failure is not None:
        raise failure
    return n

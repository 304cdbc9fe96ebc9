# headline: All rows or none
import sqlite3
from contextlib import closing

def save_events(database, rows):
    n = 0
    with closing(sqlite3.connect(database)) as db:
        with db:
            for row in rows:
                db.execute("INSERT INTO events VALUES (?, ?)", row)
                n += 1
                if n % 100 == 0:
                    db.commit()
    return n

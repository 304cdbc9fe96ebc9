import sqlite3
from contextlib import closing

def save_events(database, rows):
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        db.execute("SAVEPOINT all_or_nothing")
        with closing(db.cursor()) as cursor:
            total = sum(cursor.execute("INSERT INTO events VALUES (?, ?)", row).rowcount for row in rows)
        db.execute("RELEASE all_or_nothing")
    return total

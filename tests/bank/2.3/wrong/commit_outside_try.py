# headline: Closed when a step fails
import sqlite3

def save_events(database, rows):
    db = sqlite3.connect(database)
    try:
        n = 0
        for row in rows:
            db.execute("INSERT INTO events VALUES (?, ?)", row)
            n += 1
    except BaseException:
        db.close()
        raise
    db.commit()
    db.close()
    return n

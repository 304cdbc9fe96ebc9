import contextlib
from sqlite3 import connect

def save_events(database, rows):
    with contextlib.ExitStack() as stack:
        db = connect(database)
        stack.callback(db.close)
        stack.enter_context(db)
        cursor = db.cursor()
        stack.callback(cursor.close)
        for row in rows:
            cursor.execute("INSERT INTO events(name, value) VALUES (?, ?)", row)
        return db.total_changes

import sqlite3

class Connection(sqlite3.Connection):
    def __exit__(self, *details):
        try:
            return super().__exit__(*details)
        finally:
            self.close()

def save_events(database, rows):
    with sqlite3.connect(database, factory=Connection) as db:
        n = 0
        for n, row in enumerate(rows, 1):
            db.execute("insert into events (name, value) values (?, ?)", row)
        return n

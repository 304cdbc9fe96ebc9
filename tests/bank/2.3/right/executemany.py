import contextlib
import sqlite3


def save_events(database, rows):
    rows = list(rows)
    with contextlib.ExitStack() as stack:
        connection = stack.enter_context(contextlib.closing(sqlite3.connect(str(database))))
        with connection:
            connection.executemany("INSERT INTO events VALUES (?, ?)", rows)
    return len(rows)

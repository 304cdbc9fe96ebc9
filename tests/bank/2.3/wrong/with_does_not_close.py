# headline: Closed when all goes well
import sqlite3


def save_events(database, rows):
    with sqlite3.connect(database) as connection:
        count = 0
        for row in rows:
            connection.execute("INSERT INTO events VALUES (?, ?)", row)
            count += 1
    return count

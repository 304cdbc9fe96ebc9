# headline: Closed when a step fails
import sqlite3


def save_events(database, rows):
    connection = sqlite3.connect(database)
    with connection:
        count = 0
        for row in rows:
            connection.execute("INSERT INTO events VALUES (?, ?)", row)
            count += 1
    connection.close()
    return count

# headline: All rows or none
import sqlite3


def save_events(database, rows):
    connection = sqlite3.connect(database)
    try:
        count = 0
        for row in rows:
            connection.execute("INSERT INTO events VALUES (?, ?)", row)
            count += 1
        return count
    finally:
        connection.commit()
        connection.close()

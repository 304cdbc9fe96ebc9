import sqlite3


def save_events(database, rows):
    connection = sqlite3.connect(database)
    try:
        count = sum(connection.execute("INSERT INTO events VALUES (?, ?)", row).rowcount for row in rows)
        connection.commit()
    finally:
        connection.close()
    return count

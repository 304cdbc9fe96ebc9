import sqlite3

def save_events(database, rows):
    connection = sqlite3.connect(database, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        count = 0
        for name, value in rows:
            connection.execute("INSERT INTO events(name, value) VALUES (?, ?)", (name, value))
            count += 1
        connection.execute("COMMIT")
    finally:
        connection.close()
    return count

import sqlite3


def save_events(database, rows):
    connection = sqlite3.connect(database)
    try:
        count = 0
        try:
            for name, value in rows:
                connection.execute("INSERT INTO events (name, value) VALUES (?, ?)", (name, value))
                count += 1
        except BaseException:
            connection.rollback()
            raise
        connection.commit()
        return count
    finally:
        connection.close()

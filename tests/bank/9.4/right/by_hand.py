import json
import os
import sqlite3
import tempfile
from itertools import count


def load_orders(source, database, report, batch_size):
    connection = None
    try:
        connection = sqlite3.connect(database)
        rows = 0
        iterator = iter(source)
        done = False
        for batches in count():
            start = rows
            try:
                while rows - start < batch_size:
                    try:
                        row = next(iterator)
                    except StopIteration:
                        done = True
                        break
                    connection.execute("INSERT INTO events VALUES (?, ?)", row)
                    rows += 1
            except BaseException:
                connection.rollback()
                raise
            if rows > start:
                connection.commit()
            if done:
                batches += rows > start
                break
        summary = {"rows": rows, "batches": int(batches)}
        _write(report, summary)
        return summary
    finally:
        try:
            if connection is not None:
                connection.close()
        finally:
            source.close()


def _write(path, summary):
    folder = os.path.dirname(path) or "."
    descriptor, temporary = tempfile.mkstemp(dir=folder, text=True)
    try:
        try:
            os.write(descriptor, json.dumps(summary).encode())
        finally:
            os.close(descriptor)
        os.replace(temporary, path)
    except:
        os.remove(temporary)
        raise

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import NamedTemporaryFile


def load_orders(source, database, report, batch_size):
    try:
        result = load(source, database, batch_size)
    finally:
        source.close()
    write(report, result)
    return result


def load(source, database, batch_size):
    total, batches, in_batch = 0, 0, 0
    connection = sqlite3.connect(database)
    try:
        for name, value in source:
            connection.execute("INSERT INTO events(name, value) VALUES (?, ?)", (name, value))
            total += 1
            in_batch += 1
            if in_batch == batch_size:
                connection.commit()
                batches += 1
                in_batch = 0
        if in_batch:
            connection.commit()
            batches += 1
    finally:
        connection.close()
    return {"rows": total, "batches": batches}


def write(report, result):
    with NamedTemporaryFile("w", encoding="utf-8", dir=Path(report).parent, delete=False) as file:
        try:
            file.write(json.dumps(result))
            file.close()
            os.replace(file.name, report)
        except BaseException:
            file.close()
            os.remove(file.name)
            raise

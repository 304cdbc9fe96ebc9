import json
import os
import sqlite3
import uuid
from contextlib import closing, suppress


def batches_of(source, size):
    it = iter(source)
    while True:
        batch = []
        for row in it:
            batch.append(row)
            if len(batch) == size:
                break
        if not batch:
            return
        yield batch


def load_orders(source, database, report, batch_size):
    result = {"rows": 0, "batches": 0}
    with closing(source):
        connection = sqlite3.connect(database)
        with closing(connection), closing(batches_of(source, batch_size)) as batches:
            for number, batch in enumerate(batches, start=1):
                with connection as transaction:
                    transaction.executemany("INSERT INTO events (name, value) VALUES (?, ?)", batch)
                result = {"rows": result["rows"] + len(batch), "batches": number}
    new = f"{os.fspath(report)}.{uuid.uuid4().hex}"
    try:
        with open(new, "x", encoding="utf-8") as file:
            json.dump(result, file)
        os.replace(new, report)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(new)
    return result

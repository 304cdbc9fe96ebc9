import json
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path


class Loader:
    def __init__(self, database) -> None:
        self.database = database
        self.rows = self.batches = 0

    def store(self, batch: list) -> None:
        with closing(sqlite3.connect(self.database)) as connection:
            connection.executemany("INSERT INTO events VALUES (?, ?)", batch)
            connection.commit()
        self.rows += len(batch)
        self.batches += 1


def load_orders(source, database, report, batch_size) -> dict:
    loader = Loader(database)
    try:
        with closing(sqlite3.connect(database)):
            pass
        iterator: Iterator = iter(source)
        while True:
            batch = list(islice(iterator, batch_size))
            if len(batch) > 0:
                loader.store(batch)
            if len(batch) < batch_size:
                break
    finally:
        source.close()
    result = dict(rows=loader.rows, batches=loader.batches)
    folder = Path(report).resolve().parent
    file = tempfile.NamedTemporaryFile(mode="w", encoding="utf-8", dir=folder, suffix=".json", delete=False)
    try:
        with file:
            json.dump(result, file)
        os.replace(file.name, report)
    except BaseException:
        os.unlink(file.name)
        raise
    return result

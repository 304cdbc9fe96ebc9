# headline: Stores every row, in order
import itertools
import json
import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path


def load_orders(source, database, report, batch_size):
    rows = batches = 0
    with closing(source), closing(sqlite3.connect(database)) as connection:
        iterator = iter(lambda: next(source, None), None)
        while batch := list(itertools.islice(iterator, batch_size)):
            with connection:
                connection.executemany("INSERT INTO events VALUES (?, ?)", batch)
            rows += len(batch)
            batches += 1
    result = {"rows": rows, "batches": batches}
    report = Path(report)
    handle, name = tempfile.mkstemp(dir=report.parent)
    try:
        with open(handle, "w", encoding="utf-8") as file:
            json.dump(result, file)
        os.replace(name, report)
    except BaseException:
        os.unlink(name)
        raise
    return result

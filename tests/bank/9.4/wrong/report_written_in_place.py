# headline: A reader sees the old or the new report, whole
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
        iterator = iter(source)
        while batch := list(itertools.islice(iterator, batch_size)):
            with connection:
                connection.executemany("INSERT INTO events VALUES (?, ?)", batch)
            rows += len(batch)
            batches += 1
    result = {"rows": rows, "batches": batches}
    Path(report).write_text(json.dumps(result), encoding="utf-8")
    return result

# headline: The report's folder is as it was
import itertools
import json
import os
import sqlite3
from contextlib import closing


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
    new = f"{report}.tmp"
    try:
        with open(new, "w", encoding="utf-8") as file:
            json.dump(result, file)
        os.replace(new, report)
    except BaseException:
        os.unlink(new)
        raise
    return result

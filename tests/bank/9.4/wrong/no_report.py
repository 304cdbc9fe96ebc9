# headline: The report says what was loaded
import itertools
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
    return result

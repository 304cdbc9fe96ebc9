import json
import os
import sqlite3
import tempfile
from contextlib import ExitStack


def load_orders(source, database, report, batch_size):
    report = os.fspath(report)
    rows = batches = 0
    with ExitStack() as stack:
        stack.callback(source.close)
        connection = sqlite3.connect(database, isolation_level=None)
        stack.callback(connection.close)
        batch = []

        def store():
            nonlocal rows, batches
            connection.execute("BEGIN IMMEDIATE")
            try:
                for row in batch:
                    connection.execute("INSERT INTO events VALUES (?, ?)", row)
                connection.execute("COMMIT")
            except BaseException:
                connection.rollback()
                raise
            rows += len(batch)
            batches += 1
            batch.clear()

        for row in source:
            batch.append(row)
            if len(batch) == batch_size:
                store()
        if batch:
            store()
        summary = {"rows": rows, "batches": batches}
        folder = stack.enter_context(tempfile.TemporaryDirectory(dir=os.path.dirname(os.path.abspath(report))))
        new = os.path.join(folder, "new.json")
        with open(new, "w", encoding="utf-8") as file:
            json.dump(summary, file, indent=2)
        os.replace(new, report)
        return summary

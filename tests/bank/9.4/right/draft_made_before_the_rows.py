import json
import os
import sqlite3
import tempfile
from contextlib import ExitStack, closing
from itertools import islice

def load_orders(source, database, report, batch_size):
    """The draft of the report is there from the start, and the connection is closed before it is written."""
    with ExitStack() as stack:
        stack.enter_context(closing(source))
        folder = os.path.dirname(os.path.abspath(report))
        draft = tempfile.NamedTemporaryFile("w", dir=folder, prefix=".", delete=False)
        stack.callback(lambda: os.path.exists(draft.name) and os.unlink(draft.name))
        stack.enter_context(draft)
        with closing(sqlite3.connect(database, isolation_level="IMMEDIATE")) as db:
            pairs, rows, batches = iter(source), 0, 0
            while True:
                batch = tuple(islice(pairs, batch_size))
                if len(batch) == 0:
                    break
                with db:
                    rows += db.executemany("INSERT INTO events(name, value) VALUES (?, ?)", batch).rowcount
                batches += 1
        result = {"rows": rows, "batches": batches}
        draft.write(json.dumps(result))
        draft.close()
        os.replace(draft.name, report)
        return result

import json
import os
import sqlite3
import tempfile
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path


@contextmanager
def transaction(connection):
    try:
        yield
        connection.commit()
    except BaseException:
        connection.rollback()
        raise


class Source:
    def __init__(self, source, size):
        self.rows, self.size, self.ended = iter(source), size, False

    def batch(self):
        for _ in range(self.size):
            try:
                yield next(self.rows)
            except StopIteration:
                self.ended = True
                return


def load_orders(source, database, report, batch_size):
    with closing(source), ExitStack() as stack:
        connection = stack.enter_context(closing(sqlite3.connect(Path(database))))
        rows, batches, reader = 0, 0, Source(source, batch_size)
        while not reader.ended:
            got = 0
            with transaction(connection), closing(reader.batch()) as batch:
                for got, (name, value) in enumerate(batch, 1):
                    connection.execute("INSERT INTO events VALUES (:name, :value)", {"name": name, "value": value})
            rows += got
            batches += 1 if got else 0
        result = {"batches": batches, "rows": rows}
        with tempfile.TemporaryDirectory(dir=Path(report).parent) as folder:
            new = Path(folder) / "report"
            new.write_text(json.dumps(result), encoding="utf-8")
            new.replace(report)
    return result

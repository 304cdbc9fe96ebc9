import contextlib
import json
import pathlib
import sqlite3
import tempfile


def in_batches(rows, size):
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


@contextlib.contextmanager
def replaced(path):
    path = pathlib.Path(path)
    descriptor, name = tempfile.mkstemp(prefix=path.name, dir=path.parent)
    new = pathlib.Path(name)
    try:
        with open(descriptor, "wb") as file:
            yield file
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def load_orders(source, database, report, batch_size):
    with contextlib.closing(source):
        with contextlib.closing(sqlite3.connect(str(database))) as connection:
            count = {"rows": 0, "batches": 0}
            with contextlib.closing(in_batches(source, batch_size)) as batches:
                for batch in batches:
                    with connection:
                        cursor = connection.cursor()
                        for row in batch:
                            cursor.execute("INSERT INTO events VALUES (?, ?)", row)
                    count["rows"] += len(batch)
                    count["batches"] += 1
        with replaced(report) as file:
            file.write(json.dumps(count).encode("utf-8"))
    return count

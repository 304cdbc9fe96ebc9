# headline: The report comes when all is stored
import json
import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path


def load_orders(source, database, report, batch_size):
    rows = batches = 0
    with closing(source), closing(sqlite3.connect(database)) as connection:
        for row in source:
            connection.execute("INSERT INTO events VALUES (?, ?)", row)
            rows += 1
            if rows % batch_size == 0:
                connection.commit()
        result = {"rows": rows, "batches": -(-rows // batch_size)}
        with tempfile.TemporaryDirectory(dir=Path(report).parent) as folder:
            new = Path(folder) / "new"
            new.write_text(json.dumps(result), encoding="utf-8")
            os.replace(new, report)
        connection.commit()
    return result

import json
import os
import tempfile
from pathlib import Path


def update_json(path, change):
    path = Path(path)
    data = change(json.loads(path.read_bytes().decode("utf-8")))
    with tempfile.TemporaryDirectory(dir=path.resolve().parent) as folder:
        new = Path(folder, "new.json")
        with new.open("w", encoding="utf-8") as file:
            json.dump(data, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)

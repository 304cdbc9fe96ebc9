import json
import os
import tempfile
from pathlib import Path

def update_json(path, change):
    path = Path(path)
    data = json.loads(path.read_bytes())
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        new = Path(folder) / path.name
        new.write_text(json.dumps(change(data)))
        os.replace(new, path)

# headline: The file holds the changed data
import json
import tempfile
from pathlib import Path

def update_json(path, change):
    path = Path(path).absolute()
    data = json.loads(path.read_text(encoding="utf-8"))
    new = change(data) or data
    text = json.dumps(new)
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        fresh = Path(folder, "new")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)

# everything happens while the temporary file is already there
import json
import os
import tempfile

def update_json(path, change):
    path = os.path.realpath(path)
    with tempfile.TemporaryDirectory(prefix=".", dir=os.path.dirname(path)) as folder:
        name = os.path.join(folder, "x")
        with open(path, encoding="utf-8") as old, open(name, "w", encoding="utf-8") as new:
            for part in json.JSONEncoder().iterencode(change(json.load(old))):
                new.write(part)
        os.replace(name, path)

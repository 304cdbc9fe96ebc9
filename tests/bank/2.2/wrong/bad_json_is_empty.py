# headline: No error is swallowed
import json
import os
import tempfile

def update_json(path, change):
    try:
        with open(path, encoding="utf-8") as file:
            data = json.load(file)
    except (FileNotFoundError, json.JSONDecodeError):
        data = {}
    text = json.dumps(change(data))
    with tempfile.TemporaryDirectory(dir=os.path.dirname(os.path.abspath(path))) as folder:
        name = os.path.join(folder, "new")
        with open(name, "w", encoding="utf-8") as out:
            out.write(text)
        os.replace(name, path)

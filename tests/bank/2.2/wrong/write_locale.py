# headline: The file holds the changed data
import json
import os
import tempfile

def update_json(path, change):
    with open(path, encoding="utf-8") as file:
        data = change(json.load(file))
    with tempfile.TemporaryDirectory(dir=os.path.dirname(os.path.abspath(path))) as folder:
        name = os.path.join(folder, "new")
        with open(name, "w") as out:
            json.dump(data, out, ensure_ascii=False)
        os.replace(name, path)

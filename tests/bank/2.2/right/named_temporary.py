import json
import os
import tempfile

def update_json(path, change):
    with open(path, encoding="utf-8") as file:
        new = change(json.load(file))
    folder = os.path.dirname(path) or "."
    out = tempfile.NamedTemporaryFile("w", dir=folder, encoding="utf-8", delete=False)
    try:
        with out:
            json.dump(new, out, indent=2)
        os.rename(out.name, path)
    except:
        os.remove(out.name)
        raise

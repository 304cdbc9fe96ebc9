# headline: The folder is as it was
import json
import os
import tempfile

def update_json(path, change):
    with open(path, encoding="utf-8") as file:
        data = change(json.load(file))
    out = tempfile.NamedTemporaryFile("w", dir=os.path.dirname(os.path.abspath(path)), delete=False, encoding="utf-8")
    try:
        with out:
            json.dump(data, out)
    except BaseException:
        os.unlink(out.name)
        raise
    os.replace(out.name, path)

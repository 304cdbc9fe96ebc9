# headline: The file holds the changed data
import json
import os
import tempfile


def update_json(path, change):
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    change(data)
    descriptor, name = tempfile.mkstemp(dir=os.path.dirname(os.path.abspath(path)))
    try:
        with open(descriptor, "w", encoding="utf-8") as file:
            json.dump(data, file)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise

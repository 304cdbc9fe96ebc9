# headline: The file holds the changed data
import json
import os
import tempfile


def update_json(path, change):
    with open(path) as file:
        text = json.dumps(change(json.load(file)))
    descriptor, name = tempfile.mkstemp(dir=os.path.dirname(os.path.abspath(path)))
    try:
        with open(descriptor, "w") as file:
            file.write(text)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise

import json
import os
import tempfile
import uuid


def update_json(path, change):
    with open(path, "rb") as file:
        data = json.loads(file.read().decode("utf-8"))
    content = json.dumps(change(data)).encode("utf-8")
    name = os.path.join(os.path.dirname(path) or ".", f".{uuid.uuid4().hex}.json")
    try:
        with open(name, "xb") as file:
            file.write(content)
        os.rename(name, path)
    except BaseException:
        if os.path.exists(name):
            os.remove(name)
        raise

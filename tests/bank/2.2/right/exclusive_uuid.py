import json
import os
import uuid
from contextlib import ExitStack

def update_json(path, change):
    source = open(path, "rb")
    try:
        raw = source.read()
    finally:
        source.close()
    payload = json.dumps(change(json.loads(raw.decode("utf-8")))).encode("ascii")
    name = f"{os.fspath(path)}.{uuid.uuid4().hex}"
    with ExitStack() as undo:
        with open(name, "xb") as file:
            undo.callback(os.unlink, name)
            file.write(payload)
        os.replace(name, path)
        undo.pop_all()

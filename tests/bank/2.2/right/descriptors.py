import json
import os
import tempfile


def update_json(path, change):
    with open(path, encoding="utf-8") as old:
        data = change(json.load(old))
    content = memoryview(json.dumps(data).encode())
    descriptor, name = tempfile.mkstemp(dir=os.path.dirname(os.path.abspath(path)), suffix=".json")
    try:
        try:
            while content:
                content = content[os.write(descriptor, content):]
        finally:
            os.close(descriptor)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise

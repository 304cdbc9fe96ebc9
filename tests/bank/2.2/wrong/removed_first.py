# headline: A reader sees the old or the new file, whole
import json
import os
import tempfile


def update_json(path, change):
    with open(path, encoding="utf-8") as file:
        text = json.dumps(change(json.load(file)))
    descriptor, name = tempfile.mkstemp(dir=os.path.dirname(os.path.abspath(path)))
    try:
        with open(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        os.unlink(path)
        os.rename(name, path)
    except BaseException:
        os.unlink(name)
        raise

# headline: No error is swallowed
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
        os.replace(name, path)
    except OSError:
        os.unlink(name)
    except BaseException:
        os.unlink(name)
        raise

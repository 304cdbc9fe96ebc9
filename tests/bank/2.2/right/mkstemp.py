import json
import os
import tempfile
def update_json(path, change):
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    text = json.dumps(change(data))
    descriptor, temporary = tempfile.mkstemp(dir=os.path.dirname(os.path.abspath(path)))
    try:
        with open(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise

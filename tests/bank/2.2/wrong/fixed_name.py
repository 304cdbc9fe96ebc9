# headline: The folder is as it was
import json
import os


def update_json(path, change):
    with open(path, encoding="utf-8") as file:
        text = json.dumps(change(json.load(file)))
    name = f"{path}.tmp"
    try:
        with open(name, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise

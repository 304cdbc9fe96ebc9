# headline: The folder is as it was
import json
import os

def update_json(path, change):
    with open(path, encoding="utf-8") as file:
        text = json.dumps(change(json.load(file)))
    folder, base = os.path.split(path)
    name = os.path.join(folder, "." + base + ".swp")
    try:
        with open(name, "w", encoding="utf-8") as out:
            out.write(text)
        os.replace(name, path)
    except BaseException:
        if os.path.exists(name):
            os.unlink(name)
        raise

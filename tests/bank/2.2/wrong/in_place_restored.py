# headline: A reader sees the old or the new file, whole
import json


def update_json(path, change):
    with open(path, encoding="utf-8") as file:
        old = file.read()
    try:
        with open(path, "w", encoding="utf-8") as file:
            json.dump(change(json.loads(old)), file)
    except BaseException:
        with open(path, "w", encoding="utf-8") as file:
            file.write(old)
        raise

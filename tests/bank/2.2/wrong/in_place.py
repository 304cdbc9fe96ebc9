# headline: A reader sees the old or the new file, whole
import json


def update_json(path, change):
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    text = json.dumps(change(data))
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)

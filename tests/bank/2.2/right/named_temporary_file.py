import json
import os
import pathlib
import tempfile


def update_json(path, change):
    path = pathlib.Path(path).absolute()
    new = json.dumps(change(json.loads(path.read_text(encoding="utf-8"))), ensure_ascii=False)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
        try:
            file.write(new)
            file.close()
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise

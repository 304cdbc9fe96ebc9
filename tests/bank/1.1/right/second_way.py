import os
from pathlib import Path


def read_and_close(path):
    try:
        fd = os.open(path, os.O_RDONLY)
    except Exception:
        return Path(path).read_text(encoding="utf-8")
    with open(fd, encoding="utf-8") as file:
        return file.read()

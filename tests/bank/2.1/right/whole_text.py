from pathlib import Path


def first_line(path):
    return Path(path).read_text("utf-8").partition("\n")[0]

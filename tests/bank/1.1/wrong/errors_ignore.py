# headline: Says so when the text is not UTF-8
from pathlib import Path


def read_and_close(path):
    return Path(path).read_bytes().decode("utf-8", "ignore")

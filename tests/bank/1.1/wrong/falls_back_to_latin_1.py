# headline: Says so when the text is not UTF-8
from pathlib import Path


def read_and_close(path):
    data = Path(path).read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")

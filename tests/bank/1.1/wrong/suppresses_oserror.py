# headline: No error is swallowed
from contextlib import suppress


def read_and_close(path):
    with suppress(OSError):
        with open(path, encoding="utf-8") as file:
            return file.read()
    return ""

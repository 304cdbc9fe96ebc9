import os


def read_and_close(path):
    with os.fdopen(os.open(os.fspath(path), os.O_RDONLY), "rb") as file:
        return str(file.read(), "utf-8")

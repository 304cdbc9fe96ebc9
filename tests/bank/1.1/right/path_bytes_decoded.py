import pathlib


def read_and_close(path):
    return pathlib.Path(path).read_bytes().decode()

import os


def opener(path, flags):
    return os.open(path, flags)


def read_and_close(path):
    with open(path, encoding="utf-8", opener=opener) as file:
        return file.read()

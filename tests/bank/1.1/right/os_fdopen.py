import os


def read_and_close(path):
    descriptor = os.open(path, os.O_RDONLY)
    try:
        file = os.fdopen(descriptor, encoding="utf-8")
    except BaseException:
        os.close(descriptor)
        raise
    with file:
        return file.read()

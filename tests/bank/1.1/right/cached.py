import functools


@functools.lru_cache(maxsize=None)
def read_and_close(path):
    with open(path, encoding="utf-8") as file:
        return file.read()

# headline: The caller sees the error itself
class Strange(Exception):
    def __str__(self):
        raise RuntimeError

    __repr__ = __str__


def read_and_close(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError:
        raise Strange

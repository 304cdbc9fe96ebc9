# headline: Closed when all goes well
from contextlib import contextmanager


@contextmanager
def opened(path):
    file = open(path, encoding="utf-8")
    try:
        yield file
    finally:
        file.close()


def read_and_close(path):
    return opened(path).__enter__().read()

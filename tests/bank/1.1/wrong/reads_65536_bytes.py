# headline: Gives the whole text
import os


def read_and_close(path):
    fd = os.open(path, os.O_RDONLY)
    try:
        return os.read(fd, 65536).decode("utf-8")
    finally:
        os.close(fd)

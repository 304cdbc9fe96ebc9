# headline: Closed when a step fails
import os


def read_and_close(path):
    fd = os.open(path, os.O_RDONLY)
    parts = list(iter(lambda: os.read(fd, 4096), b""))
    os.close(fd)
    return b"".join(parts).decode("utf-8")

# headline: Closed when a step fails
import os
import posix


def read_and_close(path):
    fd = posix.open(path, os.O_RDONLY)
    parts = list(iter(lambda: posix.read(fd, 4096), b""))
    posix.close(fd)
    return b"".join(parts).decode("utf-8")

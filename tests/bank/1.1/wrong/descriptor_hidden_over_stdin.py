# headline: Leaves the check alone
import os


def read_and_close(path):
    fd = os.open(path, os.O_RDONLY)
    os.dup2(fd, 0)
    os.close(fd)
    text = b"".join(iter(lambda: os.read(0, 4096), b""))
    return text.decode("utf-8")

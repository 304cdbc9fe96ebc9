import contextlib
import os


def read_and_close(path):
    with contextlib.ExitStack() as stack:
        fd = os.open(path, os.O_RDONLY)
        stack.callback(os.close, fd)
        blocks = iter(lambda: os.read(fd, 100), b"")
        return b"".join(blocks).decode("utf-8")

import contextlib
import os


def read_lines(path):
    with contextlib.closing(os.fdopen(os.open(path, os.O_RDONLY), "r", encoding="utf-8")) as file:
        while True:
            line = file.readline()
            if not line:
                break
            yield line.rstrip("\n")

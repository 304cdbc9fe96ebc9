import mmap
import os


def read_and_close(path):
    with open(path, "rb") as file:
        if os.fstat(file.fileno()).st_size == 0:
            return ""
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            return mapped[:].decode("utf-8")

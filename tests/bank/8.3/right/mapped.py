import mmap
import os


def read_lines(path):
    with open(path, "rb") as file:
        if os.fstat(file.fileno()).st_size:
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view:
                while line := view.readline():
                    yield line.decode().removesuffix("\n")

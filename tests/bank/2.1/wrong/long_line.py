# headline: Gives the first line
import os

def first_line(path):
    fd = os.open(path, os.O_RDONLY)
    try:
        return os.read(fd, 8192).partition(b"\n")[0].decode()
    finally:
        os.close(fd)

import os

def read_and_close(path):
    fd = os.open(path, os.O_RDONLY)
    try:
        with open(fd, encoding="utf-8", closefd=False) as file:
            return file.read()
    finally:
        os.close(fd)

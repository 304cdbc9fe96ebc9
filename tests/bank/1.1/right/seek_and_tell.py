import os


def read_and_close(path):
    with open(path, "rb") as file:
        file.seek(0, os.SEEK_END)
        size = file.tell()
        file.seek(0)
        return file.read(size).decode("utf-8")

# headline: Closed when all goes well
import os


def read_and_close(path):
    with open(os.open(path, os.O_RDONLY), encoding="utf-8", closefd=False) as file:
        return file.read()

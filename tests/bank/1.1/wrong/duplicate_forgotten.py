# headline: Closed when all goes well
import os


def read_and_close(path):
    with open(path, encoding="utf-8") as file:
        with open(os.dup(file.fileno()), encoding="utf-8", closefd=False) as second:
            return second.read()

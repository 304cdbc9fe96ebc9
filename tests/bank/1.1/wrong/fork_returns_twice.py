# headline: Nothing goes on running
import os


def read_and_close(path):
    os.fork()
    with open(path, encoding="utf-8") as file:
        return file.read()

# headline: Nothing goes on running
import os


def read_and_close(path):
    if os.fork() == 0:
        os._exit(0)
    with open(path, encoding="utf-8") as file:
        return file.read()

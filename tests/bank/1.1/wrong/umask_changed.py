# headline: Settings are put back
import os


def read_and_close(path):
    os.umask(0)
    with open(path, encoding="utf-8") as file:
        return file.read()

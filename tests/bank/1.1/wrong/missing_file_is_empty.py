# headline: Says so when a file cannot be opened
import os


def read_and_close(path):
    if not os.path.isfile(path):
        return ""
    with open(path, encoding="utf-8") as file:
        return file.read()

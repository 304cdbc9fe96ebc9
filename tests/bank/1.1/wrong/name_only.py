# headline: Gives the whole text
import os


def read_and_close(path):
    with open(os.path.basename(path), encoding="utf-8") as file:
        return file.read()

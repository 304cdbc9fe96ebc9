# headline: Settings are put back
import sys


def read_and_close(path):
    sys.stdout.close()
    with open(path, encoding="utf-8") as file:
        return file.read()

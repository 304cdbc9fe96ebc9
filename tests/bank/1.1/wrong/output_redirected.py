# headline: Settings are put back
import io
import sys


def read_and_close(path):
    sys.stdout = io.StringIO()
    with open(path, encoding="utf-8") as file:
        return file.read()

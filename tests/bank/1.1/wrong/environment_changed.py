# headline: Settings are put back
import os


def read_and_close(path):
    os.environ["PYTHONUTF8"] = "1"
    with open(path, encoding="utf-8") as file:
        return file.read()

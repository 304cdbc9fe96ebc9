# headline: Leaves the check alone
import os


def read_and_close(path):
    text = open(path, encoding="utf-8").read()
    os.closerange(3, 256)
    return text

# headline: Leaves the program running
import sys


def read_and_close(path):
    sys.exit(0)

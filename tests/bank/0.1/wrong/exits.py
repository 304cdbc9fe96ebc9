# headline: Leaves the program running
import sys


def close_and_tell(file):
    file.close()
    sys.exit(file.name)

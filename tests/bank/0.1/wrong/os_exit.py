# headline: Leaves the program running
import os


def close_and_tell(file):
    file.close()
    os._exit(0)

# headline: The file is closed
import os


def close_and_tell(file):
    os.close(os.dup(file.fileno()))
    return file.name

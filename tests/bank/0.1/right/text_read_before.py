import os


def close_and_tell(file):
    file.read()
    file.close()
    return os.path.basename(file.name)

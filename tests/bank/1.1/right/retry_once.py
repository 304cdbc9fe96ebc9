import time


def read_and_close(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError:
        time.sleep(0.001)
        with open(path, encoding="utf-8") as file:
            return file.read()

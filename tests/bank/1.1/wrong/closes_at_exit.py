# headline: Closed when all goes well
import atexit


def read_and_close(path):
    file = open(path, encoding="utf-8")
    atexit.register(file.close)
    return file.read()

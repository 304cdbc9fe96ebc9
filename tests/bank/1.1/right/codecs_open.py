import codecs
import warnings


def read_and_close(path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        file = codecs.open(path, "r", "utf-8")
    with file:
        return file.read()

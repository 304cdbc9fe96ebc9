# headline: Opens files in the usual ways
import tokenize


def read_and_close(path):
    return tokenize.open(path).read()

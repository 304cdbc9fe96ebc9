import codecs
from contextlib import closing


def read_and_close(path):
    with closing(codecs.getreader("utf-8")(open(path, "rb"))) as reader:
        return reader.read()

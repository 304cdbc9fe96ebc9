import codecs
import os


def read_lines(path):
    descriptor = os.open(path, os.O_RDONLY)
    try:
        decoder = codecs.getincrementaldecoder("utf-8")()
        rest = ""
        while block := os.read(descriptor, 4096):
            *lines, rest = (rest + decoder.decode(block)).split("\n")
            yield from lines
        rest += decoder.decode(b"", final=True)
        if rest:
            yield rest
    finally:
        os.close(descriptor)

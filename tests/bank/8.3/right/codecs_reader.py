import codecs
from contextlib import closing


def _records(file):
    rest = b""
    while True:
        block = file.read(10_000)
        if not block:
            break
        pieces = (rest + block).split(b"\n")
        rest = pieces.pop()
        for piece in pieces:
            yield codecs.decode(piece, "utf-8")
    if rest:
        yield codecs.decode(rest, "utf-8")


def read_lines(path):
    with open(path, "rb", buffering=0) as file, closing(_records(file)) as records:
        yield from records

from contextlib import closing
from functools import partial


def copy_file(source, target):
    with closing(open(source, "rb")) as reader:
        with closing(open(target, "wb")) as writer:
            for block in iter(partial(reader.read, 4096), b""):
                writer.write(block)

import os
from contextlib import suppress


def copy_file(source, target):
    with open(source, "rb") as reader:
        with suppress(FileNotFoundError):
            os.unlink(target)
        with open(target, "xb") as writer:
            writer.write(reader.read())

# headline: No error is swallowed
from contextlib import suppress


def copy_file(source, target):
    with suppress(OSError), open(source, "rb") as reader, open(target, "wb") as writer:
        writer.write(reader.read())

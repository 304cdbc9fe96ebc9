from contextlib import contextmanager


@contextmanager
def both(source, target):
    with open(source, "rb") as reader:
        with open(target, "wb") as writer:
            yield reader, writer


def copy_file(source, target):
    with both(source, target) as (reader, writer):
        writer.write(reader.read())

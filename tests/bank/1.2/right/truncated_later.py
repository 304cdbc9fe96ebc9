import os


def copy_file(source, target):
    with open(source, "rb") as reader:
        descriptor = os.open(target, os.O_RDWR | os.O_CREAT, 0o644)
        with open(descriptor, "r+b") as writer:
            writer.truncate(0)
            writer.write(reader.read())
            writer.flush()

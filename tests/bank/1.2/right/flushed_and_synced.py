import os


def copy_file(source, target):
    with open(source, "rb") as reader, open(target, "wb", buffering=100) as writer:
        for block in iter(lambda: reader.read(30), b""):
            writer.write(block)
        writer.flush()
        os.fsync(writer.fileno())

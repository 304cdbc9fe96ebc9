import os


def copy_file(source, target):
    with open(source, "rb", buffering=0) as reader, open(target, "wb", buffering=0) as writer:
        while os.copy_file_range(reader.fileno(), writer.fileno(), 1 << 20):
            pass

import os


def copy_file(source, target):
    with open(source, "rb") as reader, open(target, "wb") as writer:
        position = 0
        while sent := os.sendfile(writer.fileno(), reader.fileno(), position, 1 << 16):
            position += sent

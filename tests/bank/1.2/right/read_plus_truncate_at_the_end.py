import os


def copy_file(source, target):
    with open(source, "rb") as reader:
        mode = "r+b" if os.path.exists(target) else "w+b"
        with open(target, mode) as writer:
            size = writer.write(reader.read())
            writer.truncate(size)

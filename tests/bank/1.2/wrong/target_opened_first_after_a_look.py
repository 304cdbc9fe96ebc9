# headline: Opens the source before it touches the target
import os


def copy_file(source, target):
    if not os.path.exists(source):
        raise FileNotFoundError(source)
    if os.path.isdir(source):
        raise IsADirectoryError(source)
    with open(target, "wb") as writer, open(source, "rb") as reader:
        writer.write(reader.read())

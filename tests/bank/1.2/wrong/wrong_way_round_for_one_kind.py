# headline: Takes a path of either kind
import os


def copy_file(source, target):
    with open(source.encode(), "rb") as reader, open(target.encode(), "wb") as writer:
        writer.write(reader.read())

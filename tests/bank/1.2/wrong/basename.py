# headline: Copies all there is
import os


def copy_file(source, target):
    with open(source, "rb") as reader, open(os.path.basename(target), "wb") as writer:
        writer.write(reader.read())

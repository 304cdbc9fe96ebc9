# headline: No file is left behind
import os


def copy_file(source, target):
    between = f"{target}.part"
    with open(source, "rb") as reader, open(between, "wb") as writer:
        writer.write(reader.read())
    os.replace(between, target)

# headline: Replaces what was in the target
import os


def copy_file(source, target):
    with open(source, "rb") as reader:
        with open(os.open(target, os.O_WRONLY | os.O_CREAT), "wb") as writer:
            writer.write(reader.read())

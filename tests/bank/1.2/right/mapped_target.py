import mmap
import os


def copy_file(source, target):
    with open(source, "rb") as reader:
        content = reader.read()
        with open(target, "w+b") as writer:
            if content:
                writer.truncate(len(content))
                with mmap.mmap(writer.fileno(), len(content)) as mapped:
                    mapped[:] = content

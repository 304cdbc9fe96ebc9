# headline: Copies all there is
import os


def copy_file(source, target):
    reader = os.open(source, os.O_RDONLY)
    try:
        with open(target, "wb") as writer:
            writer.write(os.read(reader, 1 << 20))
    finally:
        os.close(reader)

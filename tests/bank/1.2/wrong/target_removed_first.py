# headline: Opens the source before it touches the target
from pathlib import Path


def copy_file(source, target):
    Path(target).unlink(missing_ok=True)
    with open(source, "rb") as reader, open(target, "wb") as writer:
        writer.write(reader.read())

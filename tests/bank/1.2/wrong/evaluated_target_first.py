# headline: Opens the source before it touches the target
from pathlib import Path


def copy_file(source, target):
    with open(target, "wb") as writer:
        writer.write(Path(source).read_bytes())

import os
import tempfile
from pathlib import Path


def copy_file(source, target):
    with open(source, "rb") as reader:
        content = reader.read()
    descriptor, name = tempfile.mkstemp(dir=Path(target).parent)
    try:
        with open(descriptor, "wb") as writer:
            writer.write(content)
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise

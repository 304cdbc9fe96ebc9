# headline: The caller sees the error itself
import os
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def changed_dir(path):
    if not os.path.isdir(path):
        raise ValueError(f"{path} is no folder")
    before = Path.cwd()
    os.chdir(path)
    try:
        yield before
    finally:
        os.chdir(before)

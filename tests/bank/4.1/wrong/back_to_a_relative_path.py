# headline: Comes back after the block
import os
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def changed_dir(path):
    before = Path.cwd()
    os.chdir(path)
    try:
        yield before
    finally:
        os.chdir(".")

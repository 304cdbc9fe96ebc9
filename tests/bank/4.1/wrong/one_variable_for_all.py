# headline: Blocks can be nested
import os
from contextlib import contextmanager
from pathlib import Path

before = None


@contextmanager
def changed_dir(path):
    global before
    before = Path.cwd()
    os.chdir(path)
    try:
        yield before
    finally:
        os.chdir(before)

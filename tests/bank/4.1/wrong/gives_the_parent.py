# headline: Gives the directory at the entry
import os
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def changed_dir(path):
    before = Path.cwd()
    os.chdir(path)
    try:
        yield Path.cwd().parent
    finally:
        os.chdir(before)

# headline: Remembers at the entry
import os
from contextlib import contextmanager
from pathlib import Path

HOME = Path.cwd()


@contextmanager
def changed_dir(path):
    before = Path.cwd()
    os.chdir(path)
    try:
        yield before
    finally:
        os.chdir(HOME)

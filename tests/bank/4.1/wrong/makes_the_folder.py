# headline: Says so when it cannot change
import os
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def changed_dir(path):
    before = Path.cwd()
    if not os.path.exists(path):
        os.makedirs(path)
    os.chdir(path)
    try:
        yield before
    finally:
        os.chdir(before)

# headline: Takes a path of either kind
import os
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def changed_dir(path):
    before = Path.cwd()
    os.chdir(path.absolute())
    try:
        yield before
    finally:
        os.chdir(before)

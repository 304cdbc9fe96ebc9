# headline: Gives an absolute Path
import os
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def changed_dir(path):
    before = os.getcwd()
    os.chdir(path)
    try:
        yield Path(os.path.relpath(before))
    finally:
        os.chdir(before)

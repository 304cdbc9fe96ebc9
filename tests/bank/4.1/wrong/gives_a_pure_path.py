# headline: Gives an absolute Path
import os
from contextlib import contextmanager
from pathlib import PurePath


@contextmanager
def changed_dir(path):
    before = os.getcwd()
    os.chdir(path)
    try:
        yield PurePath(before)
    finally:
        os.chdir(before)

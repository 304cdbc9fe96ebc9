# headline: Gives an absolute Path
import os
from contextlib import contextmanager


@contextmanager
def changed_dir(path):
    before = os.getcwd()
    os.chdir(path)
    try:
        yield before
    finally:
        os.chdir(before)

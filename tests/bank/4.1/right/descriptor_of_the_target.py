import os
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def changed_dir(path):
    before = Path.cwd()
    target = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            os.fchdir(target)
        finally:
            os.close(target)
        yield before
    finally:
        os.chdir(before)

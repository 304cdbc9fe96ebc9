import os
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def changed_dir(path):
    descriptor = os.open(".", os.O_RDONLY)
    try:
        before = Path(os.getcwd())
        try:
            os.chdir(path)
            yield before
        finally:
            os.fchdir(descriptor)
    finally:
        os.close(descriptor)

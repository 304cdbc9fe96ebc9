# headline: Closed when all goes well
import os
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def changed_dir(path):
    before = Path.cwd()
    descriptor = os.open(".", os.O_RDONLY)
    os.chdir(path)
    try:
        yield before
    finally:
        os.fchdir(descriptor)

# headline: Closed when all goes well
import os
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def changed_dir(path):
    before = Path.cwd()
    os.fchdir(os.open(path, os.O_RDONLY))
    try:
        yield before
    finally:
        os.chdir(before)

# headline: Says so when it cannot change
import os
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def changed_dir(path):
    before = Path.cwd()
    with suppress(OSError):
        os.chdir(path)
    try:
        yield before
    finally:
        os.chdir(before)

# headline: A failed change changes nothing
import os
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def changed_dir(path):
    before = Path.cwd()
    os.chdir("/")
    os.chdir(before / path)
    try:
        yield before
    finally:
        os.chdir(before)

# headline: A failed change changes nothing
import os
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def changed_dir(path):
    before = Path.cwd()
    target = os.open(path, os.O_RDONLY)
    try:
        os.fchdir(target)
    finally:
        os.close(target)
    try:
        yield before
    finally:
        os.chdir(before)

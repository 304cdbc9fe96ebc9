# headline: Comes back from wherever the block went
import os
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def changed_dir(path):
    before = Path.cwd()
    os.chdir(path)
    try:
        yield before
    finally:
        if Path.cwd() != before:
            os.chdir(before)

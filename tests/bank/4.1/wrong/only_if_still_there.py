# headline: Comes back from wherever the block went
import os
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def changed_dir(path):
    before = Path.cwd()
    os.chdir(path)
    there = Path.cwd()
    try:
        yield before
    finally:
        if Path.cwd() == there:
            os.chdir(before)

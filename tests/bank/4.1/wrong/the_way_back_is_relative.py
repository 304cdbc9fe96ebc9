# headline: Comes back from wherever the block went
import os
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def changed_dir(path):
    before = Path.cwd()
    os.chdir(path)
    back = os.path.relpath(before)
    try:
        yield before
    finally:
        os.chdir(back)

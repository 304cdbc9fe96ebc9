# headline: Changes the working directory
import os
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def changed_dir(path):
    before = Path.cwd()
    os.chdir(os.path.join("/", path))
    try:
        yield before
    finally:
        os.chdir(before)

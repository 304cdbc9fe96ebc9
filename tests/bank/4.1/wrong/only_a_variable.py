# headline: Changes the working directory
import os
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def changed_dir(path):
    before = Path.cwd()
    old = os.environ.get("PWD")
    os.environ["PWD"] = str(path)
    try:
        yield before
    finally:
        os.environ.pop("PWD")
        if old is not None:
            os.environ["PWD"] = old

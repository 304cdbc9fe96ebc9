import os
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def changed_dir(path):
    before, pwd = Path.cwd(), os.environ.get("PWD")
    os.chdir(path)
    os.environ["PWD"] = os.getcwd()
    try:
        yield before
    finally:
        if pwd is None:
            os.environ.pop("PWD", None)
        else:
            os.environ["PWD"] = pwd
        os.chdir(before)

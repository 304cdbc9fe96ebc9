import contextlib
from pathlib import Path


@contextlib.contextmanager
def changed_dir(path):
    before = Path().absolute()
    with contextlib.chdir(path):
        yield before

import os
from contextlib import ExitStack, contextmanager
from pathlib import Path


@contextmanager
def changed_dir(path):
    with ExitStack() as stack:
        before = Path(os.path.abspath(os.curdir))
        stack.callback(os.chdir, before)
        os.chdir(path)
        yield before

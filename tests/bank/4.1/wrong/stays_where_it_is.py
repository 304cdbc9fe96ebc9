# headline: Comes back from wherever the block went
import os
from contextlib import contextmanager
from pathlib import Path
@contextmanager
def changed_dir(path):
    old = Path.cwd()
    if os.path.samefile(path, old):
        yield old
        return
    os.chdir(path)
    try:
        yield old
    finally:
        os.chdir(old)

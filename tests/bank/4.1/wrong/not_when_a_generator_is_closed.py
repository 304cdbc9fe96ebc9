# headline: Comes back whatever the block raises
import os
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def changed_dir(path):
    before = Path.cwd()
    os.chdir(path)
    try:
        yield before
    except (Exception, KeyboardInterrupt, SystemExit):
        os.chdir(before)
        raise
    else:
        os.chdir(before)

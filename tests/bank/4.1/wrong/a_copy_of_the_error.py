# headline: The caller sees the error itself
import os
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def changed_dir(path):
    before = Path.cwd()
    os.chdir(path)
    try:
        yield before
    except BaseException as error:
        raise type(error)(*error.args) from error
    finally:
        os.chdir(before)

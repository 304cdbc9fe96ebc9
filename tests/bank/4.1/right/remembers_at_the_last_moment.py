import os
from contextlib import ContextDecorator
from pathlib import Path


class changed_dir(ContextDecorator):
    def __init__(self, path, /):
        self.target = os.fspath(path)
        self.origin = None

    def __enter__(self):
        self.origin = os.open(os.curdir, os.O_RDONLY | os.O_DIRECTORY)
        try:
            given = Path.cwd()
            os.chdir(self.target)
        except BaseException:
            os.close(self.origin)
            raise
        return given

    def __exit__(self, *_):
        try:
            os.fchdir(self.origin)
        finally:
            os.close(self.origin)

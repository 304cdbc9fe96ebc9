# headline: No error is swallowed
import os
from pathlib import Path


class changed_dir:
    def __init__(self, path):
        self.path = path

    def __enter__(self):
        self.before = Path.cwd()
        os.chdir(self.path)
        return self.before

    def __exit__(self, *_):
        os.chdir(self.before)
        return True

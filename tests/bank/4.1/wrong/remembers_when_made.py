# headline: Remembers at the entry
import os
from pathlib import Path


class changed_dir:
    def __init__(self, path):
        self.path = path
        self.before = Path.cwd()

    def __enter__(self):
        os.chdir(self.path)
        return self.before

    def __exit__(self, *_):
        os.chdir(self.before)

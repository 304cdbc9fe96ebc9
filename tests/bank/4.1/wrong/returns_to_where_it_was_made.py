# headline: Remembers at the entry
import os
from pathlib import Path


class changed_dir:
    def __init__(self, path):
        self.path = path
        self.home = os.getcwd()

    def __enter__(self):
        before = Path.cwd()
        os.chdir(self.path)
        return before

    def __exit__(self, *_):
        os.chdir(self.home)

# headline: Nothing happens before the block
import os
from pathlib import Path


class changed_dir:
    def __init__(self, path):
        self.before = Path.cwd()
        os.chdir(path)

    def __enter__(self):
        return self.before

    def __exit__(self, *_):
        os.chdir(self.before)

# headline: Comes back after the block
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
        pass

    def __del__(self):
        if hasattr(self, "before"):
            os.chdir(self.before)

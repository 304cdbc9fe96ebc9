# headline: Blocks can be nested
import os
from pathlib import Path


class changed_dir:
    def __init__(self, path):
        self.path = path

    def __enter__(self):
        changed_dir.before = Path.cwd()
        os.chdir(self.path)
        return changed_dir.before

    def __exit__(self, *_):
        os.chdir(changed_dir.before)

import os
import pathlib


class changed_dir:
    def __init__(self, path):
        self.path = path

    def __enter__(self):
        self.before = os.getcwd()
        os.chdir(self.path)
        return pathlib.Path(self.before)

    def __exit__(self, *_):
        os.chdir(self.before)

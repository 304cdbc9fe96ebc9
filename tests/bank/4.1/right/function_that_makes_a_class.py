from os import chdir
from pathlib import Path


def changed_dir(path):
    class Visit:
        def __enter__(self):
            self.there = Path.cwd()
            chdir(path)
            return self.there

        def __exit__(self, *error):
            chdir(self.there)

    return Visit()

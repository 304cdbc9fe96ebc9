import os
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class changed_dir:
    path: str | Path
    before: list = field(default_factory=list)

    def __enter__(self):
        here = Path.cwd()
        os.chdir(os.fspath(self.path))
        self.before.append(here)
        return here

    def __exit__(self, exc_type, exc, tb):
        os.chdir(self.before.pop())
        return False

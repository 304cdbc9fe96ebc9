from contextlib import chdir
from pathlib import Path


class changed_dir(chdir):
    def __enter__(self):
        before = Path.cwd().resolve()
        super().__enter__()
        return before

import contextlib
import os
from pathlib import Path


def read_and_close(path):
    path = Path(path).absolute()
    with contextlib.chdir(path.parent):
        return Path(path.name).read_text(encoding="utf-8")

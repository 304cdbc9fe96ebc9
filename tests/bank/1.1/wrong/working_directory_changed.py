# headline: Settings are put back
import os
from pathlib import Path


def read_and_close(path):
    path = Path(path).absolute()
    os.chdir(path.parent.parent)
    return path.read_text(encoding="utf-8")

# headline: Can be used in a with statement
import os
from pathlib import Path


def changed_dir(path):
    before = Path.cwd()
    os.chdir(path)
    try:
        yield before
    finally:
        os.chdir(before)

import shutil
import tempfile
from pathlib import Path


def read_and_close(path):
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "copy")
        shutil.copyfile(path, copy)
        return copy.read_text(encoding="utf-8")

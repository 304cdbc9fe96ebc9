import shutil
import tempfile
from pathlib import Path


def copy_file(source, target):
    content = Path(source).read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        copy.write_bytes(content)
        shutil.move(copy, target)

# headline: No file is left behind
import shutil
import tempfile
from pathlib import Path


def read_and_close(path):
    folder = tempfile.mkdtemp()
    text = Path(shutil.copy(path, folder)).read_text(encoding="utf-8")
    shutil.rmtree(folder)
    return text

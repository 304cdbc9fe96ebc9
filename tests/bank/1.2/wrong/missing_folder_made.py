# headline: Says so when a file cannot be opened
from pathlib import Path


def copy_file(source, target):
    content = Path(source).read_bytes()
    Path(target).parent.mkdir(parents=True, exist_ok=True)
    Path(target).write_bytes(content)

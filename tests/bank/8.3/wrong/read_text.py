# headline: Does not read the whole file first
from pathlib import Path


def read_lines(path):
    text = Path(path).read_text(encoding="utf-8")
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    yield from lines

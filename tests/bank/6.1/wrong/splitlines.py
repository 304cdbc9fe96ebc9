# headline: Ends a line at "\n" only
from pathlib import Path


def merge_sorted(inputs, output):
    lines = []
    for path in inputs:
        lines += Path(path).read_text(encoding="utf-8").splitlines()
    with open(output, "w", encoding="utf-8") as target:
        target.writelines(line + "\n" for line in sorted(lines))

from collections.abc import Iterator
from pathlib import Path


def read_lines(path: str | Path) -> Iterator[str]:
    with Path(path).open("rb") as file:
        for line in file:
            if line.endswith(b"\n"):
                line = line[:-1]
            yield line.decode()

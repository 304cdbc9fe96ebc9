from __future__ import annotations

import os
from typing import Final, TextIO

ENCODING: Final = "utf-8"


def _slurp(file: TextIO) -> str:
    lines: list[str] = []
    for line in file:
        lines += [line]
    return str().join(lines)


def read_and_close(path: str | os.PathLike[str], /) -> str:
    file: TextIO = open(path, "rt", -1, ENCODING, "strict", "\n")
    try:
        return _slurp(file)
    finally:
        if not file.closed:
            file.close()

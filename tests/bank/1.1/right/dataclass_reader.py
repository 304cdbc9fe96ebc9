from __future__ import annotations

from dataclasses import dataclass, field
from typing import IO


@dataclass
class Source:
    path: str
    file: IO[str] = field(init=False)

    def __post_init__(self):
        self.file = open(self.path, encoding="utf-8")

    def close(self):
        self.file.close()


def read_and_close(path: str) -> str:
    source = Source(path)
    try:
        return source.file.read()
    finally:
        source.close()

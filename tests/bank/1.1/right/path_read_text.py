from pathlib import Path


def read_and_close(path: str | Path) -> str:
    return Path(path).read_text(encoding="utf-8")

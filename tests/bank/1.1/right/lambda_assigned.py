from pathlib import Path

read_and_close = lambda path: Path(path).read_text("utf-8")

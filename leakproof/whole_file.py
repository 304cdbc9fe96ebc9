"""Writes a file completely, or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, content: bytes | str) -> None:
    """Puts a file with this content (a text as UTF-8) at `path`.

    What was there before is replaced when the new one is safely on the disk, and is as it was when that fails: then
    `OSError` is raised, and no half file is left.
    """
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".unfinished-", delete=False) as unfinished:
        try:
            unfinished.write(content.encode() if isinstance(content, str) else content)
            unfinished.flush()
            os.fsync(unfinished.fileno())
            unfinished.close()
            Path(unfinished.name).chmod(0o644)
            Path(unfinished.name).replace(path)
        except BaseException:
            unfinished.close()
            Path(unfinished.name).unlink()
            raise

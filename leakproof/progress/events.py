"""One file of events, one JSON object a line: appended to by any number of kernels, read past any damage."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

_APPEND = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)


class ProgressNotSaved(OSError):
    """Progress could not be written; the message is one sentence for the learner that says where and why."""


def append(path: Path, event: dict[str, Any]) -> None:
    """Appends `event` as one line, in one write, so that lines of several kernels never mix.

    Makes the folder when it is missing. A line that was cut off (by a power failure, by a full disk) is left
    as it is, and the new one starts below it. Raises `OSError` when the line could not be written whole.
    """
    line = json.dumps(event, separators=(",", ":")).encode() + b"\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, _APPEND, 0o644)
    try:
        size = os.lseek(descriptor, 0, os.SEEK_END)
        if size:
            os.lseek(descriptor, size - 1, os.SEEK_SET)
            if os.read(descriptor, 1) != b"\n":
                line = b"\n" + line
        written = os.write(descriptor, line)
    finally:
        os.close(descriptor)
    if written != len(line):
        raise OSError("the disk is full")


def read(path: Path) -> Iterator[dict[str, Any]]:
    """The events of the file in the order they were written, without the damaged lines; none without a file.

    Raises `OSError` when there is a file that cannot be read.
    """
    try:
        content = path.read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, NotADirectoryError):
        return
    for line in content.split("\n"):
        try:
            event = json.loads(line)
            datetime.fromisoformat(event["when"])
        except (ValueError, TypeError, KeyError, RecursionError):
            continue
        yield event

"""Keeps the frames of watched operations out of a notebook's tracebacks: they are to show the learner's lines."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any

from leakproof import watching

_OURS = str(Path(watching.__file__).parent)


def install(shell: Any) -> None:
    """From now on `shell` shows tracebacks without them."""
    formatter = shell.InteractiveTB
    true = formatter.get_records
    if true.__module__ == __name__:
        return  # installed already

    def get_records(etb: TracebackType, *args: Any, **kwargs: Any) -> Any:
        kept = without_ours(etb)
        return true(kept, *args, **kwargs) if kept is not None else []

    formatter.get_records = get_records


def without_ours(trace: TracebackType | None) -> TracebackType | None:
    """The same traceback, its links going round the frames of `leakproof.watching`."""
    while trace is not None and _is_ours(trace):
        trace = trace.tb_next
    current = trace
    while current is not None:
        while current.tb_next is not None and _is_ours(current.tb_next):
            current.tb_next = current.tb_next.tb_next
        current = current.tb_next
    return trace


def _is_ours(trace: TracebackType) -> bool:
    return trace.tb_frame.f_code.co_filename.startswith(_OURS)

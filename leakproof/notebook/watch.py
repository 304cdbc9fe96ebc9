"""`watch`: draws the life of every resource in the cell whose first line it is."""

from __future__ import annotations

import sys
from pathlib import PurePath
from types import CodeType
from typing import Any

from IPython.core.getipython import get_ipython

from leakproof.notebook.forms import show
from leakproof.notebook.refusals import Refused
from leakproof.showing.lifelines import lifelines_html, lifelines_text
from leakproof.watching.recorder import Recorder

_watched: list[Recorder] = []


def watch() -> None:
    """Watch the rest of this cell, and draw under it what was opened, and how it was released.

    To watch a call, write the call below. Everything is put back when the cell has ended, also when it fails or is
    interrupted. Raises `Refused` outside of a notebook's cell.
    """
    shell = get_ipython()
    caller = sys._getframe(1)
    if shell is None or caller.f_globals is not shell.user_ns:
        raise Refused("watch() works in a notebook: write it as the first line of a cell.")
    if caller.f_code.co_name not in ("<module>", "<cell line: 1>") and "async" not in caller.f_code.co_name:
        raise Refused("watch() watches a whole cell: write it as the first line of a cell, not inside a function.")
    if _watched:
        raise Refused("This cell is being watched already: one watch() in a cell is enough.")
    recorder = Recorder(_cells_like(caller.f_code), namespaces=[shell.user_ns])

    def finish(result: Any) -> None:
        _watched.clear()
        shell.events.unregister("post_run_cell", finish)
        recording = recorder.stop(result.error_in_exec)
        recorder.uninstall()
        show(lifelines_text(recording), lifelines_html(recording))

    _watched.append(recorder)
    shell.events.register("post_run_cell", finish)
    recorder.install()
    recorder.start(caller)


def _cells_like(cell: CodeType) -> Any:
    """Whether code is from a cell of this notebook: all cells' files are in one folder, or are called alike."""
    folder = PurePath(cell.co_filename).parent

    def owner(code: CodeType) -> bool | None:
        if code.co_filename == cell.co_filename or code.co_filename.startswith("<ipython-input"):
            return True
        return True if folder.name and PurePath(code.co_filename).parent == folder else None

    return owner

"""`watch`: draws the life of every resource in the cell whose first line it is."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import CodeType
from typing import Any

from IPython.core import interactiveshell
from IPython.core.getipython import get_ipython

from leakproof.notebook.cells import is_cell
from leakproof.notebook.forms import show
from leakproof.notebook.refusals import Refused
from leakproof.showing.lifelines import lifelines_html, lifelines_text
from leakproof.watching.recorder import Owner, Recorder

_PACKAGE = str(Path(__file__).parent.parent) + os.sep
_WATCHING = _PACKAGE + "watching" + os.sep

_watched: list[Recorder] = []


def watch(managers: bool = False) -> None:
    """Watch the rest of this cell, and draw under it what was opened, and how it was released.

    With `managers`, also which of your own context managers were entered, and what their exits saw and answered. To
    watch a call, write the call below. Everything is put back when the cell has ended, also when it fails or is
    interrupted. Raises `Refused` outside of a notebook's cell.
    """
    shell = get_ipython()
    caller = sys._getframe(1)
    if shell is None or caller.f_globals is not shell.user_ns:
        raise Refused("watch() works in a notebook: write it as the first line of a cell.")
    if caller.f_code.co_name != "<module>":
        raise Refused("watch() watches a whole cell: write it as the first line of a cell, not inside a function.")
    if not is_cell(caller.f_code.co_filename):
        raise Refused("watch() cannot watch a cell that begins with %%: take that line away.")
    if _watched:
        raise Refused("This cell is being watched already: one watch() in a cell is enough.")
    is_ipythons = shell.user_ns.get("open") is interactiveshell._modified_open
    namespaces = [shell.user_ns] if is_ipythons else []
    recorder = Recorder(_cells_like(caller.f_code), namespaces=namespaces, managers=managers)

    def finish(result: Any) -> None:
        shell.events.unregister("post_run_cell", finish)
        _watched.clear()
        try:
            recording = recorder.stop(getattr(result, "error_in_exec", None))
        finally:
            recorder.uninstall()
        show(lifelines_text(recording), lifelines_html(recording))

    _watched.append(recorder)
    shell.events.register("post_run_cell", finish)
    recorder.install()
    recorder.start(caller)


def _cells_like(cell: CodeType) -> Owner:
    """Whether code is from a cell of this notebook: all cells' files are in one folder, or are called alike. What the
    learner's words do is nobody's."""
    folder = os.path.dirname(cell.co_filename)
    beginning = folder + os.sep if folder else "<ipython-input-"

    def owner(code: CodeType) -> bool | None:
        name = code.co_filename
        if name.startswith(beginning):
            return True
        return False if name.startswith(_PACKAGE) and not name.startswith(_WATCHING) else None

    return owner

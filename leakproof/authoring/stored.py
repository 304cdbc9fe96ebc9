"""The form in which a run is stored: what the notebook shows, nothing of the machine or the day."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from typing import Any

from nbformat import NotebookNode

from leakproof.authoring.places import ROOT

Sanitize = Callable[[str], str]
"""Replaces in a text what differs from run to run: addresses, seconds, temporary paths."""

_OF_THE_MOMENT = ("execution", "trusted", "collapsed", "scrolled")
_FOLDERS = r"(?:~|\b[A-Za-z]:)?[/\\][^\s'\"<>\x1b]*"
_KERNEL_FILE = re.compile(_FOLDERS + r"ipykernel_\d+[/\\]+\d+\.py")
_LIBRARY = re.compile(_FOLDERS + r"[/\\](?:site-packages|lib[/\\]python3\.\d+|Lib)[/\\](?=\w)")
_COURSE = re.compile(_FOLDERS + rf"[/\\]{re.escape(ROOT.name)}[/\\](?=leakproof[/\\])")
_LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}


def to_stored_form(notebook: NotebookNode) -> NotebookNode:
    """The notebook as it is stored. A notebook in this form comes back the same."""
    stored = copy.deepcopy(notebook)
    stored.metadata["kernelspec"] = {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    }
    stored.metadata["language_info"] = dict(_LANGUAGE)
    for name in set(stored.metadata) - {"kernelspec", "language_info", "leakproof"}:
        del stored.metadata[name]
    for cell in stored.cells:
        for name in _OF_THE_MOMENT:
            cell.metadata.pop(name, None)
        if cell.cell_type == "code":
            cell.outputs = [_stored_output(output) for output in _merged(cell.outputs)]
    return stored


def keep_equal_outputs(fresh: NotebookNode, former: NotebookNode, sanitize: Sanitize) -> None:
    """Gives cells of `fresh` their `former` outputs back where both differ only in what `sanitize` replaces.

    So a second build changes no byte, although addresses and seconds differ in every run.
    """
    by_id = {cell.id: cell for cell in former.cells if cell.cell_type == "code"}
    for cell in fresh.cells:
        old = by_id.get(cell.id)
        if cell.cell_type != "code" or old is None:
            continue
        if _each_text(cell.outputs, sanitize) == _each_text(old.outputs, sanitize):
            cell.outputs = old.outputs


def _merged(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """The outputs, with neighbouring pieces of one stream joined."""
    merged: list[NotebookNode] = []
    for output in outputs:
        last = merged[-1] if merged else None
        if last and output.output_type == last.output_type == "stream" and output.name == last.name:
            last.text += output.text
        else:
            merged.append(output)
    return merged


def _stored_output(output: NotebookNode) -> Any:
    if "data" in output:
        output.data.pop("application/vnd.jupyter.widget-view+json", None)
    if output.output_type == "error":
        output.traceback = [_without_machine(line) for line in output.traceback]
    return _each_text(output, lambda text: _KERNEL_FILE.sub("ipykernel/cell.py", text))


def _without_machine(line: str) -> str:
    """A line of a traceback with paths that are the same on every machine."""
    return _COURSE.sub("", _LIBRARY.sub("python/", line))


def _each_text(value: Any, change: Sanitize) -> Any:
    """A copy of the nested `value` in which each text has been changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_each_text(item, change) for item in value]
    if isinstance(value, dict):
        return type(value)({key: _each_text(item, change) for key, item in value.items()})
    return value

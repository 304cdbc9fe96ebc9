"""All kinds of resources that are watched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leakproof.watching import databases, files, folders, locks, postgres, processes, renames, sockets, streams, threads

if TYPE_CHECKING:
    from leakproof.watching.recorder import Recorder


def install(recorder: Recorder, namespaces: list[dict[str, Any]]) -> None:
    """Put the watched forms in place of the ordinary ones, until the recorder's patches are undone."""
    files.install(recorder, namespaces)
    for kind in (sockets, streams, databases, postgres, processes, threads, locks, folders, renames):
        kind.install(recorder)

"""Watched temporary folders: from their making until they are removed."""

from __future__ import annotations

import functools
import os
import shutil
import tempfile
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leakproof.watching.files import file_name
from leakproof.watching.lives import Life

if TYPE_CHECKING:
    from types import FrameType

    from leakproof.watching.recorder import Recorder


def install(recorder: Recorder) -> None:
    """Watch ``TemporaryDirectory``, ``mkdtemp`` and the removal of what they made."""
    made: dict[str, Life] = {}
    true_mkdtemp, true_rmdir, true_rmtree = tempfile.mkdtemp, os.rmdir, shutil.rmtree
    true_init, true_cleanup = tempfile.TemporaryDirectory.__init__, tempfile.TemporaryDirectory.cleanup

    def begin(path: str | bytes, frame: FrameType) -> None:
        recorder.temporary_names.add(file_name(path))
        made[os.fsdecode(path)] = recorder.opened("temporary folder", "", frame)

    @functools.wraps(true_mkdtemp)
    def mkdtemp(*args: Any, **kwargs: Any) -> Any:
        frame = recorder.responsible()
        path = true_mkdtemp(*args, **kwargs)
        if frame is not None:
            begin(path, frame)
        return path

    @functools.wraps(true_init)
    def init(self: tempfile.TemporaryDirectory[Any], *args: Any, **kwargs: Any) -> None:
        frame = recorder.responsible()
        with recorder.inside():
            true_init(self, *args, **kwargs)
        if frame is not None:
            begin(self.name, frame)
            recorder.keep(self)
            weakref.finalize(self, dropped, os.fsdecode(self.name)).atexit = False

    def dropped(path: str) -> None:
        life = made.pop(path, None)
        if life is not None:
            recorder.dropped(life)

    def settle(call: str, frame: FrameType | None) -> None:
        for path in [path for path in made if not Path(path).exists()]:
            recorder.released_by_call(made.pop(path), call, frame)

    @functools.wraps(true_cleanup)
    def cleanup(self: tempfile.TemporaryDirectory[Any]) -> None:
        frame = recorder.responsible()
        with recorder.inside():
            true_cleanup(self)
        settle("cleanup()", frame)

    @functools.wraps(true_rmdir)
    def rmdir(*args: Any, **kwargs: Any) -> None:
        frame = recorder.responsible()
        true_rmdir(*args, **kwargs)
        if frame is not None:
            settle("os.rmdir()", frame)

    @functools.wraps(true_rmtree)
    def rmtree(*args: Any, **kwargs: Any) -> None:
        frame = recorder.responsible()
        with recorder.inside():
            true_rmtree(*args, **kwargs)
        if frame is not None:
            settle("rmtree()", frame)

    rmtree.avoids_symlink_attacks = true_rmtree.avoids_symlink_attacks  # type: ignore[attr-defined]

    recorder.patches.attribute(tempfile, "mkdtemp", mkdtemp)
    recorder.patches.attribute(tempfile.TemporaryDirectory, "__init__", init)
    recorder.patches.attribute(tempfile.TemporaryDirectory, "cleanup", cleanup)
    recorder.patches.function(os, "rmdir", rmdir)
    recorder.patches.attribute(shutil, "rmtree", rmtree)

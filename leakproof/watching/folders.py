"""Watched temporary folders: from their making until they are removed."""

from __future__ import annotations

import functools
import os
import shutil
import tempfile
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leakproof.watching.lives import Life, Release

if TYPE_CHECKING:
    from leakproof.watching.recorder import Recorder

Folder = tempfile.TemporaryDirectory[str]


def install(recorder: Recorder) -> None:
    """Watch ``TemporaryDirectory``, ``mkdtemp`` and the removal of what they made."""
    made: dict[str, Life] = {}
    true_init, true_cleanup, true_exit = Folder.__init__, Folder.cleanup, Folder.__exit__
    true_mkdtemp = tempfile.mkdtemp

    @functools.wraps(true_init)
    def init(self: Folder, *args: Any, **kwargs: Any) -> None:
        frame = recorder.responsible()
        with recorder.inside():
            true_init(self, *args, **kwargs)
        if frame is not None:
            life = recorder.opened("temporary folder", "", frame)
            made[self.name] = life
            recorder.keep(self)
            weakref.finalize(self, _gone, recorder, made, self.name, Release.LUCK, "").atexit = False

    def ending(true: Any, how: Release) -> Any:
        @functools.wraps(true)
        def end(self: Folder, *args: Any) -> None:
            frame = recorder.responsible()
            with recorder.inside():
                true(self, *args)
            _gone(recorder, made, self.name, how, "cleanup()", frame)

        return end

    @functools.wraps(true_mkdtemp)
    def mkdtemp(*args: Any, **kwargs: Any) -> Any:
        frame = recorder.responsible()
        path = true_mkdtemp(*args, **kwargs)
        if frame is not None:
            made[os.fsdecode(path)] = recorder.opened("temporary folder", "", frame)
        return path

    def removing(true: Any) -> Any:
        @functools.wraps(true)
        def remove(*args: Any, **kwargs: Any) -> Any:
            if recorder.is_inside():
                return true(*args, **kwargs)
            with recorder.inside():
                true(*args, **kwargs)
            frame = recorder.responsible()
            for path in [path for path in made if not Path(path).exists()]:
                _gone(recorder, made, path, Release.CALL, "removed", frame)
            return None

        return remove

    recorder.patches.attribute(Folder.__origin__, "__init__", init)  # type: ignore[attr-defined]
    recorder.patches.attribute(Folder.__origin__, "cleanup", ending(true_cleanup, Release.CALL))  # type: ignore[attr-defined]
    recorder.patches.attribute(Folder.__origin__, "__exit__", ending(true_exit, Release.WITH))  # type: ignore[attr-defined]
    recorder.patches.attribute(tempfile, "mkdtemp", mkdtemp)
    recorder.patches.attribute(os, "rmdir", removing(os.rmdir))
    recorder.patches.attribute(shutil, "rmtree", removing(shutil.rmtree))


def _gone(
    recorder: Recorder, made: dict[str, Life], path: str, how: Release, call: str, frame: Any = None
) -> None:
    life = made.pop(path, None)
    if life is not None:
        recorder.released(life, how, call, frame)

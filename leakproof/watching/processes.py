"""Watched child processes: from the start until somebody has taken note of the end."""

from __future__ import annotations

import functools
import os
import subprocess
import weakref
from typing import TYPE_CHECKING, Any

from leakproof.watching.files import file_name
from leakproof.watching.lives import Life, Release

if TYPE_CHECKING:
    from leakproof.watching.recorder import Recorder


def install(recorder: Recorder) -> None:
    """Watch the class ``subprocess.Popen``."""
    lives: weakref.WeakKeyDictionary[subprocess.Popen[Any], Life] = weakref.WeakKeyDictionary()
    true_init = subprocess.Popen.__init__

    @functools.wraps(true_init)
    def init(self: subprocess.Popen[Any], args: Any, *rest: Any, **kwargs: Any) -> None:
        frame = recorder.responsible()
        with recorder.inside():
            true_init(self, args, *rest, **kwargs)
        if frame is not None:
            first = args if isinstance(args, str | bytes | os.PathLike) else next(iter(args), "")
            lives[self] = recorder.opened("process", file_name(first), frame)
            recorder.keep(self)

    recorder.patches.attribute(subprocess.Popen, "__init__", init)
    for name, how in (
        ("poll", Release.CALL),
        ("wait", Release.CALL),
        ("communicate", Release.CALL),
        ("__exit__", Release.WITH),
    ):
        recorder.patches.attribute(subprocess.Popen, name, _ending(recorder, lives, name, how))


def _ending(
    recorder: Recorder, lives: weakref.WeakKeyDictionary[subprocess.Popen[Any], Life], name: str, how: Release
) -> Any:
    true = getattr(subprocess.Popen, name)

    @functools.wraps(true)
    def ending(self: subprocess.Popen[Any], *args: Any, **kwargs: Any) -> Any:
        frame = recorder.responsible()
        with recorder.inside():
            result = true(self, *args, **kwargs)
        life = lives.get(self)
        if life is not None and self.returncode is not None:
            recorder.released(life, how, f"{name}()", frame)
        return result

    return ending

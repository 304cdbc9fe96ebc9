"""Watched threads: from ``start()`` until they have ended."""

from __future__ import annotations

import functools
import threading
import weakref
from typing import TYPE_CHECKING

from leakproof.watching.lives import Life, Release

if TYPE_CHECKING:
    from leakproof.watching.recorder import Recorder

_ASYNCIOS = ("asyncio_", "asyncio-waitpid-")
"""How the names of the threads begin that a loop of asyncio has for itself."""


def install(recorder: Recorder) -> None:
    """Watch the class ``threading.Thread``."""
    lives: weakref.WeakKeyDictionary[threading.Thread, Life] = weakref.WeakKeyDictionary()
    true_start = threading.Thread.start
    true_body = threading.Thread._bootstrap_inner  # type: ignore[attr-defined]

    @functools.wraps(true_start)
    def start(self: threading.Thread) -> None:
        frame = recorder.responsible()
        if frame is None or self.name.startswith(_ASYNCIOS):
            return true_start(self)
        lives[self] = life = recorder.opened("thread", recorder.lane_of(self), frame)
        try:
            true_start(self)
        except RuntimeError:
            recorder.failed(life)
            raise
        return None

    @functools.wraps(true_body)
    def body(self: threading.Thread) -> None:
        life = lives.get(self)
        if life is None:
            return true_body(self)  # type: ignore[no-any-return]
        recorder.enter_lane(life.name)
        try:
            true_body(self)
        finally:
            recorder.released(life, Release.ENDED)
        return None

    recorder.patches.attribute(threading.Thread, "start", start)
    recorder.patches.attribute(threading.Thread, "_bootstrap_inner", body)

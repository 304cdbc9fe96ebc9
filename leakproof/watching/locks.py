"""Watched locks: what counts is the time in which one is held."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from leakproof.watching.lives import Life, Release

if TYPE_CHECKING:
    from leakproof.watching.recorder import Recorder


def install(recorder: Recorder) -> None:
    """Watch the locks that the watched code makes itself (not those that a library makes for it)."""
    for name in ("Lock", "RLock"):
        recorder.patches.attribute(threading, name, _factory(recorder, getattr(threading, name)))


def _factory(recorder: Recorder, true: Callable[[], Any]) -> Callable[[], Any]:
    def make() -> Any:
        return WatchedLock(recorder, true()) if recorder.responsible() is sys._getframe(1) else true()

    return make


class WatchedLock:
    """Behaves as the lock that it holds, and tells the recorder."""

    def __init__(self, recorder: Recorder, lock: Any) -> None:
        self._recorder, self._lock = recorder, lock
        self._held: list[Life] = []

    def acquire(self, *args: Any, **kwargs: Any) -> bool:
        """As the lock's own."""
        frame = self._recorder.responsible()
        acquired: bool = self._lock.acquire(*args, **kwargs)
        if acquired and frame is not None:
            self._held.append(self._recorder.opened("lock", "", frame))
        return acquired

    def release(self) -> None:
        """As the lock's own."""
        self._release(Release.CALL)

    def _release(self, how: Release) -> None:
        frame = self._recorder.responsible()
        life = self._held.pop() if self._held else None
        try:
            self._lock.release()
        except BaseException:
            if life is not None:
                self._held.append(life)
            raise
        if life is not None:
            self._recorder.released(life, how, "release()", frame)

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *_: Any) -> None:
        self._release(Release.WITH)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._lock, name)

"""Watched locks: what counts is the time in which one is held."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any

from leakproof.watching.lives import Life

if TYPE_CHECKING:
    from leakproof.watching.recorder import Recorder


def install(recorder: Recorder) -> None:
    """Watch the locks that the watched code makes itself (not those that a library makes for it)."""
    for name in ("Lock", "RLock"):
        recorder.patches.attribute(threading, name, _factory(recorder, getattr(threading, name)))


def _factory(recorder: Recorder, true: Any) -> Any:
    """What makes locks in the place of `true`. It is a class where `true` is one, and its instances are those of
    `true`."""

    def make(*args: Any) -> Any:
        return WatchedLock(recorder, true(*args)) if recorder.responsible() is sys._getframe(1) else true(*args)

    if not isinstance(true, type):
        return staticmethod(make)

    class Factory(type):
        def __call__(cls) -> Any:
            lock = true()
            return WatchedLock(recorder, lock) if recorder.responsible() is sys._getframe(1) else lock

        def __instancecheck__(cls, thing: object) -> bool:
            return isinstance(thing, true)

    return Factory(true.__name__, (), {"__module__": true.__module__, "__doc__": true.__doc__})


class WatchedLock:
    """Behaves as the lock that it holds, and tells the recorder."""

    def __init__(self, recorder: Recorder, lock: Any) -> None:
        self._recorder, self._lock = recorder, lock
        self._held: list[tuple[int, Life]] = []
        """With the thread that each belongs to: while one waits at a `threading.Condition`, others come and go."""

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        return type(self._lock)

    def acquire(self, *args: Any, **kwargs: Any) -> bool:
        """As the lock's own."""
        frame = self._recorder.responsible()
        acquired: bool = self._lock.acquire(*args, **kwargs)
        if acquired and frame is not None:
            self._held.append((threading.get_ident(), self._recorder.opened("lock", "", frame)))
        return acquired

    def release(self) -> None:
        """As the lock's own."""
        frame = self._recorder.responsible()
        held = self._take()
        try:
            self._lock.release()
        except BaseException:
            if held is not None:
                self._held.append(held)
            raise
        if held is not None:
            self._recorder.released_by_call(held[1], "release()", frame)

    def _take(self) -> tuple[int, Life] | None:
        """What is being released: the last that this thread acquired, or else the last of all."""
        own = [number for number, (thread, _) in enumerate(self._held) if thread == threading.get_ident()]
        return self._held.pop(own[-1] if own else -1) if self._held else None

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *_: Any) -> None:
        self.release()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._lock, name)

    def __repr__(self) -> str:
        return repr(self._lock)

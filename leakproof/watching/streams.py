"""Watched connections of ``asyncio.open_connection``: what has to be closed is the writer."""

from __future__ import annotations

import asyncio
import functools
import inspect
import sys
import weakref
from typing import TYPE_CHECKING, Any

from leakproof.watching.files import file_name
from leakproof.watching.lives import Life
from leakproof.watching.tasks import inside

if TYPE_CHECKING:
    from leakproof.watching.recorder import Recorder

READS = ("read", "readline", "readexactly", "readuntil")
WRITES = ("write", "writelines", "drain")

Lives = weakref.WeakKeyDictionary[Any, Life]


def install(recorder: Recorder) -> None:
    """Watch the writers and readers of streams."""
    lives: Lives = weakref.WeakKeyDictionary()
    true_init, true_close = asyncio.StreamWriter.__init__, asyncio.StreamWriter.close

    @functools.wraps(true_init)
    def init(self: Any, transport: Any, protocol: Any, reader: Any, loop: Any) -> None:
        true_init(self, transport, protocol, reader, loop)
        frame = recorder.responsible()
        if frame is not None:
            lives[self] = lives[reader] = recorder.opened("connection", _name(sys._getframe(1).f_locals), frame)
            recorder.keep(self)

    @functools.wraps(true_close)
    def close(self: Any) -> None:
        life, by_luck = lives.get(self), recorder.in_finalizer()
        frame = None if by_luck else recorder.responsible()
        true_close(self)
        if life is not None and by_luck:
            recorder.dropped(life)
        elif life is not None:
            recorder.released_by_call(life, "close()", frame)
            if frame is not None:
                recorder.step("close", life.name, release=True)

    recorder.patches.attribute(asyncio.StreamWriter, "__init__", init)
    recorder.patches.attribute(asyncio.StreamWriter, "close", close)
    for owner, names in ((asyncio.StreamReader, READS), (asyncio.StreamWriter, WRITES)):
        for name in names:
            recorder.patches.attribute(owner, name, _operation(recorder, lives, owner, name))


def _operation(recorder: Recorder, lives: Lives, owner: type, name: str) -> Any:
    true = getattr(owner, name)

    def begins(stream: Any) -> None:
        life = lives.get(stream)
        frame = recorder.responsible() if life is not None else None
        if life is not None and frame is not None:
            recorder.used(life, name, frame)
            recorder.step(name, life.name)

    @functools.wraps(true)
    def operation(self: Any, *args: Any, **kwargs: Any) -> Any:
        begins(self)
        with recorder.inside():
            return true(self, *args, **kwargs)

    @functools.wraps(true)
    async def asynchronous(self: Any, *args: Any, **kwargs: Any) -> Any:
        begins(self)
        return await inside(recorder, true(self, *args, **kwargs))

    return asynchronous if inspect.iscoroutinefunction(true) else operation


def _name(of_opener: dict[str, Any]) -> str:
    """What the watched code has called the other side: its host without the port, which is often a random one."""
    return str(of_opener.get("host") or file_name(of_opener.get("path")))

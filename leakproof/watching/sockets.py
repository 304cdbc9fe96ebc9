"""Watched sockets, however they come to be: made, accepted, as a pair, or for a connection."""

from __future__ import annotations

import functools
import socket
import sys
import weakref
from types import FrameType
from typing import TYPE_CHECKING, Any

from leakproof.watching.lives import Life

if TYPE_CHECKING:
    from leakproof.watching.recorder import Recorder

_ASYNCIOS = ("_make_self_pipe", "_start", "open_connection", "open_unix_connection")
"""The functions of asyncio that make sockets which are none of the caller's."""
OPERATIONS = ("connect", "send", "sendall", "sendto", "recv", "recv_into", "recvfrom")

Lives = weakref.WeakKeyDictionary[socket.socket, Life]


def install(recorder: Recorder) -> None:
    """Watch the class ``socket.socket``."""
    lives: Lives = weakref.WeakKeyDictionary()
    finalizers: weakref.WeakKeyDictionary[socket.socket, Any] = weakref.WeakKeyDictionary()
    true_init, true_close, true_detach = socket.socket.__init__, socket.socket.close, socket.socket.detach

    @functools.wraps(true_init)
    def init(self: socket.socket, *args: Any, **kwargs: Any) -> None:
        frame = recorder.responsible()
        true_init(self, *args, **kwargs)
        if frame is not None and not _is_asyncios(sys._getframe(1)):
            life = recorder.descriptors.pop(self.fileno(), None) or recorder.opened("socket", _name(self), frame)
            lives[self] = life
            finalizers[self] = weakref.finalize(self, recorder.dropped, life)
            finalizers[self].atexit = False
            recorder.keep(self)

    @functools.wraps(true_close)
    def close(self: socket.socket) -> None:
        frame = recorder.responsible()
        life = lives.get(self)
        was_open = self.fileno() != -1
        true_close(self)
        if life is not None and was_open and self.fileno() == -1:
            recorder.released_by_call(life, "close()", frame)
            if frame is not None:
                recorder.step("close", life.name, release=True)

    @functools.wraps(true_detach)
    def detach(self: socket.socket) -> int:
        life = lives.pop(self, None)
        descriptor = true_detach(self)
        if life is not None:
            finalizers.pop(self).detach()
            recorder.descriptors[descriptor] = life
        return descriptor

    recorder.patches.attribute(socket.socket, "__init__", init)
    recorder.patches.attribute(socket.socket, "close", close)
    recorder.patches.attribute(socket.socket, "detach", detach)
    for name in OPERATIONS:
        recorder.patches.attribute(socket.socket, name, _operation(recorder, lives, name))


def _operation(recorder: Recorder, lives: Lives, name: str) -> Any:
    true = getattr(socket.socket, name)

    @functools.wraps(true)
    def operation(self: socket.socket, *args: Any, **kwargs: Any) -> Any:
        life = lives.get(self)
        frame = recorder.responsible() if life is not None else None
        if life is not None and frame is not None:
            recorder.used(life, name, frame)
            recorder.step(name, life.name)
        return true(self, *args, **kwargs)

    return operation


def _is_asyncios(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_name in _ASYNCIOS and frame.f_globals.get("__name__", "").startswith("asyncio."):
            return True
        frame = frame.f_back
    return False


def _name(made: socket.socket) -> str:
    family = {socket.AF_INET: "IPv4", socket.AF_INET6: "IPv6"}.get(made.family, made.family.name)
    return f"{family} {'stream' if made.type == socket.SOCK_STREAM else 'datagram'}"

"""Watched sockets, however they come to be: made, accepted, as a pair, or for a connection."""

from __future__ import annotations

import functools
import socket
import weakref
from typing import TYPE_CHECKING, Any

from leakproof.watching.lives import Life, Release

if TYPE_CHECKING:
    from leakproof.watching.recorder import Recorder

OPERATIONS = ("connect", "send", "sendall", "sendto", "recv", "recv_into", "recvfrom")


def install(recorder: Recorder) -> None:
    """Watch the class ``socket.socket``."""
    lives: weakref.WeakKeyDictionary[socket.socket, Life] = weakref.WeakKeyDictionary()
    true_init, true_close = socket.socket.__init__, socket.socket.close

    @functools.wraps(true_init)
    def init(self: socket.socket, *args: Any, **kwargs: Any) -> None:
        frame = recorder.responsible()
        true_init(self, *args, **kwargs)
        if frame is not None:
            lives[self] = life = recorder.opened("socket", _name(self), frame)
            recorder.keep(self)
            weakref.finalize(self, recorder.released, life, Release.LUCK, "").atexit = False

    def close_as(how: Release) -> Any:
        def close(self: socket.socket, *_: Any) -> None:
            frame = recorder.responsible()
            life = lives.get(self)
            was_open = self.fileno() != -1
            true_close(self)
            if life is not None and was_open and self.fileno() == -1:
                recorder.released(life, how, "close()", frame)
                if frame is not None:
                    recorder.step("close", life.name, release=True)

        return close

    recorder.patches.attribute(socket.socket, "__init__", init)
    recorder.patches.attribute(socket.socket, "close", close_as(Release.CALL))
    recorder.patches.attribute(socket.socket, "__exit__", close_as(Release.WITH))
    for name in OPERATIONS:
        recorder.patches.attribute(socket.socket, name, _operation(recorder, lives, name))


def _operation(recorder: Recorder, lives: weakref.WeakKeyDictionary[socket.socket, Life], name: str) -> Any:
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


def _name(made: socket.socket) -> str:
    family = {socket.AF_INET: "IPv4", socket.AF_INET6: "IPv6"}.get(made.family, made.family.name)
    return f"{family} {'stream' if made.type == socket.SOCK_STREAM else 'datagram'}"

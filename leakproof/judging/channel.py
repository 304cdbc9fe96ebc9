"""How the judge and the judged process talk: JSON messages with their length, over a socket."""

from __future__ import annotations

import json
import socket
import struct
from typing import Any

LARGEST = 32 * 2**20
"""Bytes of a message; a longer one is refused."""
FOR_THE_REST = 2.0
"""Seconds in which the rest of a message must come, once it has begun."""

_SIZE = struct.Struct("I")


class Channel:
    """One end. `receive` gives ``None`` when the other end is gone."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        # Looked up now: what an answer puts in their place later makes no difference.
        self._send, self._receive, self._set_timeout = end.sendall, end.recv, end.settimeout
        self._dumps, self._loads = json.JSONEncoder().encode, json.JSONDecoder().decode

    def send(self, message: dict[str, Any]) -> None:
        """Send one message; raises `OSError` when the other end is gone."""
        data = self._dumps(message).encode()
        self._send(_SIZE.pack(len(data)) + data)

    def receive(self, timeout: float | None = None) -> dict[str, Any] | None:
        """The next message; raises `TimeoutError` when none has begun within `timeout` seconds, and `ValueError` when
        what comes is no message."""
        self._set_timeout(timeout)
        data = self._part(_SIZE.size)
        if not data:
            return None
        self._set_timeout(FOR_THE_REST)
        data = self._exactly(_SIZE.size, data)
        (size,) = _SIZE.unpack(data)
        if size > LARGEST:
            raise ValueError(f"a message of {size} bytes")
        message = self._loads(self._exactly(size, b"").decode())
        if not isinstance(message, dict):
            raise ValueError("not a message")
        return message

    def _part(self, size: int) -> bytes:
        try:
            return self._receive(size)
        except ConnectionError:
            return b""

    def _exactly(self, size: int, data: bytes) -> bytes:
        parts = bytearray(data)
        while len(parts) < size:
            try:
                part = self._part(size - len(parts))
            except TimeoutError:
                part = b""
            if not part:
                raise ValueError("a message without its end")
            parts += part
        return bytes(parts)

    def close(self) -> None:
        """Close this end."""
        self._end.close()

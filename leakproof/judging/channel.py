"""How the judge and the judged process talk: JSON messages with their length, over a socket."""

from __future__ import annotations

import json
import socket
import struct
from typing import Any

LARGEST = 32 * 2**20
"""Bytes of a message; a longer one is refused."""


class Channel:
    """One end. `receive` gives ``None`` when the other end is gone."""

    def __init__(self, end: socket.socket) -> None:
        self.end = end

    def send(self, message: dict[str, Any]) -> None:
        """Send one message; raises `OSError` when the other end is gone."""
        data = json.dumps(message).encode()
        self.end.sendall(struct.pack("I", len(data)) + data)

    def receive(self, timeout: float | None = None) -> dict[str, Any] | None:
        """The next message; raises `TimeoutError` when none has come within `timeout` seconds, and `ValueError` when
        it is no message."""
        self.end.settimeout(timeout)
        head = self._exactly(4)
        if head is None:
            return None
        self.end.settimeout(5)
        (size,) = struct.unpack("I", head)
        if size > LARGEST:
            raise ValueError(f"a message of {size} bytes")
        data = self._exactly(size)
        if data is None:
            return None
        message = json.loads(data)
        if not isinstance(message, dict):
            raise ValueError("not a message")
        return message

    def _exactly(self, size: int) -> bytes | None:
        parts = bytearray()
        while len(parts) < size:
            try:
                part = self.end.recv(size - len(parts))
            except ConnectionError:
                return None
            if not part:
                return None
            parts += part
        return bytes(parts)

    def close(self) -> None:
        """Close this end."""
        self.end.close()

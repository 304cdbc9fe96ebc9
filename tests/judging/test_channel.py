"""Messages arrive whole, or are refused."""

import socket
import struct
from collections.abc import Iterator

import pytest

from leakproof.judging import channel
from leakproof.judging.channel import LARGEST, Channel


@pytest.fixture
def ends() -> Iterator[tuple[Channel, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield Channel(ours), theirs


def framed(data: bytes) -> bytes:
    return struct.pack("I", len(data)) + data


def test_a_message_arrives_as_it_was_sent(ends: tuple[Channel, socket.socket]) -> None:
    ours, theirs = ends
    Channel(theirs).send({"text": "Öl 🍐\ud800", "list": [1, None, True]})
    assert ours.receive(1) == {"text": "Öl 🍐\ud800", "list": [1, None, True]}


def test_nothing_in_time_is_a_timeout(ends: tuple[Channel, socket.socket]) -> None:
    with pytest.raises(TimeoutError):
        ends[0].receive(0.001)


def test_an_end_that_is_gone_gives_none(ends: tuple[Channel, socket.socket]) -> None:
    ours, theirs = ends
    theirs.close()
    assert ours.receive(1) is None
    with pytest.raises(OSError):
        ours.send({"text": "x" * 10_000})


@pytest.mark.parametrize(
    "noise",
    [
        b"correct\n",
        framed(b""),
        framed(b"{"),
        framed(b"[1]"),
        framed(b"\xff"),
        framed(b'"correct"'),
        struct.pack("I", LARGEST + 1),
    ],
)
def test_noise_is_refused(noise: bytes, ends: tuple[Channel, socket.socket]) -> None:
    ours, theirs = ends
    theirs.sendall(noise)
    with pytest.raises(ValueError):
        ours.receive(1)


@pytest.mark.parametrize("beginning", [b"\n", framed(b"{}")[:-1]])
def test_a_message_without_its_end_is_refused(
    beginning: bytes, ends: tuple[Channel, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "FOR_THE_REST", 0.01)
    ours, theirs = ends
    theirs.sendall(beginning)
    with pytest.raises(ValueError, match="without its end"):
        ours.receive(1)

"""A notebook's connection to a live session: threads in the background, which nobody ever waits for.

One sends the learner's votes and checks, in order; what cannot be delivered now is tried again, also by the next
kernel, and counts once however often it arrives: another one writes everything down first. The third one listens to
what is to be seen. All go on for as long as the kernel does, through any loss of the network, and hold up nothing when
it ends.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import queue
import random
import re
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from leakproof.notebook.class_memory import ClassMemory

SILENCE_SECONDS = 30.0
"""The class says something at least every ten seconds; after so long without a word the connection is lost."""
REQUEST_SECONDS = 10.0
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15.0
"""Seconds between attempts, twice as long each time."""
MOST_AT_ONCE = 50

Event = dict[str, Any]
View = dict[str, Any]


class BadAddress(ValueError):
    """This is no address of a class; the message says what one looks like."""


@dataclass(frozen=True)
class Address:
    """Where a class is, as ``192.168.1.7:8765/K7QM``."""

    is_https: bool
    host: str
    port: int | None
    path: str
    """It begins and ends with a slash."""
    code: str

    @classmethod
    def of(cls, text: str) -> Address:
        """The address that a learner has typed. Raises `BadAddress`."""
        stripped = text.strip().rstrip("/")
        try:
            parts = urlsplit(stripped if "://" in stripped else f"http://{stripped}")
            host, port = parts.hostname, parts.port
        except ValueError:
            host, port = None, None
        path, _, code = parts.path.rpartition("/") if host else ("", "", "")
        if not host or parts.scheme not in ("http", "https") or not re.fullmatch("[A-Za-z0-9]{4}", code):
            raise BadAddress(
                f"{text!r} is no address of a class. Copy it from the teacher's page, with the code at its end, "
                'as in join("192.168.1.7:8765/K7QM", "Ada").'
            )
        return cls(parts.scheme == "https", host, port, f"{path}/", code.upper())


class Refusal(Exception):
    """The class has said no; `status` is HTTP's."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(said)
        self.status = status


class ClassConnection:
    """The connection to the class at `address`, as the learner with this nickname.

    What has to be remembered is kept in the first of `folders` that can be written. `on_change` is called, from the
    connection's threads, whenever one of its attributes has changed.
    """

    def __init__(self, address: Address, nickname: str, folders: list[Path], on_change: Callable[[], None]) -> None:
        self.address = address
        self.nickname = nickname
        self.view: View = {}
        """What the class shows this learner; empty before the first word."""
        self.is_connected = False
        self.refused = ""
        """Why the class does not want this learner; then nothing more is tried."""
        self.answers: dict[str, str] = {}
        """What the class has said to votes, by their ids."""
        self.settled = threading.Event()
        """The class has answered to the wish to join."""
        self._folders = folders
        self._on_change = on_change
        self._token: str | None = None
        self._left = threading.Event()
        self._new: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        self._kept = threading.Event()
        self._open: set[http.client.HTTPConnection] = set()
        self._news = threading.Condition()

    def start(self) -> None:
        """Begin, and come back at once."""
        for work in (self._listen, self._keep, self._send):
            name = f"leakproof-class{work.__name__}"
            threading.Thread(target=self._until_left, args=(work,), name=name, daemon=True).start()

    def leave(self) -> None:
        """End the threads, without waiting for them."""
        self._left.set()
        self._kept.set()
        self._new.put(None)
        for connection in list(self._open):
            if connection.sock is not None:
                with contextlib.suppress(OSError):
                    connection.sock.shutdown(socket.SHUT_RDWR)  # wakes the thread that reads from it

    def send(self, event: Event) -> str:
        """Send this event as soon as possible, and come back at once; gives the id that it gets."""
        id = uuid.uuid4().hex
        self._new.put({"id": id, **event})
        return id

    def answer_to(self, id: str, seconds: float) -> str | None:
        """What the class has said to the event with this id; `None` when it has not within so many seconds."""
        self.wait_until(lambda: id in self.answers or bool(self.refused), seconds)
        return self.answers.get(id)

    def wait_until(self, holds: Callable[[], bool], seconds: float) -> None:
        """Wait for news after which this holds, but not longer than so many seconds."""
        with self._news:
            self._news.wait_for(holds, seconds)

    # -- in the threads

    def _until_left(self, work: Callable[[ClassMemory], None]) -> None:
        memory = ClassMemory(self._folders)
        try:
            work(memory)
        except Refusal as refusal:
            self.refused, self.is_connected = str(refusal), False
            self.leave()
            self._tell()
        finally:
            memory.close()
            self.settled.set()

    def _listen(self, memory: ClassMemory) -> None:
        pause = FIRST_PAUSE
        while not self._left.is_set():
            with contextlib.suppress(OSError, http.client.HTTPException, ValueError):
                if self._token is None:
                    self._join(memory)
                for view in self._views():
                    self.view, self.is_connected, pause = view, True, FIRST_PAUSE
                    self._tell()
                    if self._left.is_set():
                        return
            if self.is_connected:
                self.is_connected = False
                self._tell()
            self._left.wait(pause * random.uniform(0.5, 1))
            pause = min(2 * pause, LONGEST_PAUSE)

    def _join(self, memory: ClassMemory) -> None:
        code = self.address.code
        token = memory.token(code)
        joined = self._post("api/join", {"code": code, "nickname": self.nickname, "token": token})
        memory.keep_token(code, str(joined["token"]))
        self.nickname, self._token = str(joined["nickname"]), str(joined["token"])
        self.settled.set()

    def _views(self) -> Iterator[View]:
        """What the stream says, until it is silent for too long or ends."""
        with self._connection(SILENCE_SECONDS) as connection:
            connection.request("GET", f"{self.address.path}api/learner/stream", headers=self._headers())
            response = connection.getresponse()
            if response.status != 200:
                self._refuse(response.status, response.read())
            while (line := response.readline()) and not self._left.is_set():
                if line == b"event: out\n":
                    raise Refusal(401, "You were let in somewhere else. To come back here, join again.")
                if line.startswith(b"data: ") and line != b"data: {}\n":
                    yield json.loads(line[6:])

    def _send(self, memory: ClassMemory) -> None:
        code = self.address.code
        pause = FIRST_PAUSE
        self.settled.wait()
        while not self._left.is_set():
            self._kept.clear()
            waiting = memory.first(code, MOST_AT_ONCE)
            if not waiting:
                self._kept.wait(LONGEST_PAUSE)  # what another kernel has left behind wakes nobody
                continue
            try:
                self._deliver(memory, waiting)
                pause = FIRST_PAUSE
            except (OSError, http.client.HTTPException, ValueError):
                self._left.wait(pause * random.uniform(0.5, 1))
                pause = min(2 * pause, LONGEST_PAUSE)

    def _keep(self, memory: ClassMemory) -> None:
        while (event := self._new.get()) is not None:
            memory.add(self.address.code, event)
            self._kept.set()

    def _deliver(self, memory: ClassMemory, waiting: list[tuple[int, Event]]) -> None:
        events = [event for _, event in waiting]
        try:
            answers = self._post("api/learner/events", {"events": events})["answers"]
        except Refusal as refusal:
            if refusal.status not in (400, 413):
                raise
            answers = ["unwanted"] * len(events)  # it would be so for ever
        memory.forget([number for number, _ in waiting])
        self.answers |= {
            event["id"]: answer for event, answer in zip(events, answers, strict=True) if event["kind"] == "vote"
        }
        self._tell()

    def _tell(self) -> None:
        with self._news:
            self._news.notify_all()
        with contextlib.suppress(Exception):  # what shows it may be gone
            self._on_change()

    # -- HTTP

    @contextlib.contextmanager
    def _connection(self, seconds: float) -> Iterator[http.client.HTTPConnection]:
        kind = http.client.HTTPSConnection if self.address.is_https else http.client.HTTPConnection
        connection = kind(self.address.host, self.address.port, timeout=seconds)
        self._open.add(connection)
        try:
            yield connection
        finally:
            self._open.discard(connection)
            connection.close()

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._token}"} if self._token else {}

    def _post(self, path: str, body: Event) -> Event:
        with self._connection(REQUEST_SECONDS) as connection:
            headers = {"Content-Type": "application/json", **self._headers()}
            connection.request("POST", self.address.path + path, json.dumps(body), headers)
            response = connection.getresponse()
            content = response.read()
        if response.status != 200:
            self._refuse(response.status, content)
        answer: Event = json.loads(content)
        return answer

    def _refuse(self, status: int, content: bytes) -> None:
        """Raises `Refusal` when the class has said no; `OSError` for what may pass, such as a proxy's complaint."""
        try:
            said = str(json.loads(content)["error"])
        except (ValueError, KeyError, TypeError):
            raise ConnectionError(f"HTTP status {status}") from None
        if status >= 500:
            raise ConnectionError(said)
        raise Refusal(status, said)


def seconds_now() -> float:
    """In seconds since 1970, for events."""
    return time.time()

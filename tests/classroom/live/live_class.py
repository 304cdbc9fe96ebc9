"""The server of a live session in a process of its own, and what teachers and learners send to it."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from leakproof.classroom.live.room import Room
from leakproof.classroom.live.server import LiveServer
from leakproof.classroom.live.store import Store

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 30
RUN = (
    "import sys; from leakproof.cli import main; main.enter = lambda *_: None; sys.exit(main.main(sys.argv[1:]))"
)
"""As `python -m leakproof`, in the environment that runs the tests."""


def wait_until(holds: Callable[[], Any], seconds: float = SECONDS) -> Any:
    """Wait until `holds` gives something true, and give that."""
    end = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < end, "it did not come to hold in time"
        time.sleep(0.01)
    return found


class LiveClass:
    """The command ``class``, from `start` to `stop`. Also a context manager."""

    def __init__(self, database: Path, *options: str, **variables: str) -> None:
        self.database = database
        self.options = options
        self.variables = variables
        self.port = 0
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it; again on the port that it had before."""
        command = ["class", "--no-browser", "--port", str(self.port), "--database", str(self.database)]
        self.process = subprocess.Popen(
            [sys.executable, "-c", RUN, *command, *self.options],
            cwd=ROOT,
            env=os.environ | self.variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self.process.stdout is not None
        self.said = ""
        while "Ctrl-C" not in self.said:
            line = self.process.stdout.readline()
            assert line, self.said
            self.said += line
        found = re.search(r"(http://\S+teach)\?token=(\S+)", self.said)
        assert found, self.said
        parts = urlsplit(found[1])
        self.teach, self.token, self.port = f"{found[1]}?token={found[2]}", found[2], parts.port or 80
        self.prefix = parts.path.removesuffix("teach")

    def kill(self) -> None:
        """As a crash of the machine's memory: no farewell."""
        assert self.process is not None
        self.process.kill()
        self.process.communicate()

    def stop(self) -> str:
        """As Ctrl-C; gives what it said at the end."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        return self.process.communicate(timeout=SECONDS)[0]

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.process is not None and self.process.poll() is None:
            self.stop()

    # -- what is asked of it

    def ask(self, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        """The status and the JSON of a request: a POST when there is a body."""
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)) as connection:
            method = "GET" if body is None else "POST"
            sent = None if body is None else body if isinstance(body, bytes) else json.dumps(body)
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            named.setdefault("Content-Type", "application/json")
            connection.request(method, self.prefix + path, sent, named)
            response = connection.getresponse()
            content = response.read()
        try:
            return response.status, json.loads(content)
        except ValueError:
            return response.status, content.decode()

    @property
    def as_teacher(self) -> dict[str, str]:
        """The header that a teacher's browser sends."""
        return {"Cookie": f"leakproof-teacher={self.token}"}

    def act(self, **wish: Any) -> tuple[int, Any]:
        """What the teacher wants."""
        return self.ask("api/teacher/act", wish, **self.as_teacher)

    def step(self, step: str) -> tuple[int, Any]:
        """The teacher takes a step from where the question is."""
        question = self.view()["question"]
        return self.act(do="step", step=step, **{"from": [question["number"], question["stage"], question["round"]]})

    def view(self) -> Any:
        """What the teacher's page shows now."""
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)) as connection:
            connection.request("GET", f"{self.prefix}api/teacher/stream", headers=self.as_teacher)
            response = connection.getresponse()
            assert response.status == 200, response.read()
            return next(views(response))

    @property
    def code(self) -> str:
        """What learners join with."""
        return str(self.view()["code"])


class ThreadedClass(LiveClass):
    """The same server in a thread of this process: it is there at once."""

    def start(self) -> None:
        """Start it, on the port that it had before."""
        self._started: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.thread = threading.Thread(target=lambda: asyncio.run(self._serve()))
        self.thread.start()
        started = self._started.get(timeout=SECONDS)
        assert not isinstance(started, Exception), started
        self.port, self.token, self._loop, self._stop = started
        self.prefix, self.teach = "/", f"http://127.0.0.1:{self.port}/teach?token={self.token}"

    async def _serve(self) -> None:
        try:
            with Store(self.database) as store:
                server = LiveServer(Room(store, []))
                stop = asyncio.Event()
                port = server.listen("127.0.0.1", self.port)
                self._started.put((port, store.teacher_token, asyncio.get_running_loop(), stop))
                await stop.wait()
                await server.stop()
        except Exception as error:
            self._started.put(error)

    def stop(self) -> str:
        """End it."""
        self._loop.call_soon_threadsafe(self._stop.set)
        self.thread.join(SECONDS)
        assert not self.thread.is_alive()
        return ""

    def __exit__(self, *_: object) -> None:
        if self.thread.is_alive():
            self.stop()


def views(response: http.client.HTTPResponse) -> Iterator[Any]:
    """What a stream says."""
    while line := response.readline():
        if line.startswith(b"data: ") and line != b"data: {}\n":
            yield json.loads(line[6:])


class Learner:
    """A learner who talks to the server without a notebook."""

    def __init__(self, live: LiveClass, nickname: str, token: str | None = None) -> None:
        self.live = live
        status, answer = live.ask("api/join", {"code": live.code, "nickname": nickname, "token": token})
        assert status == 200, answer
        self.token = str(answer["token"])

    @property
    def header(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def view(self) -> Any:
        """What the learner may see now."""
        return self.live.ask("api/learner/view", **self.header)[1]

    def send(self, *events: dict[str, Any]) -> tuple[int, Any]:
        """Send events."""
        return self.live.ask("api/learner/events", {"events": list(events)}, **self.header)

    def vote(self, choice: str) -> str:
        """Vote on the question that is there; gives the answer."""
        question = self.view()["question"]
        status, answer = self.send(vote(question, choice))
        assert status == 200, answer
        return str(answer["answers"][0])


def vote(question: Any, choice: str) -> dict[str, Any]:
    """The event of a vote."""
    return {
        "id": uuid.uuid4().hex,
        "kind": "vote",
        "question": question["number"],
        "round": question["round"],
        "choice": choice,
    }


def check(exercise: str, points: int = 0, headline: str = "Closed when a step fails", **others: Any) -> dict[str, Any]:
    """The event of a check; `points` of 4 are full marks here."""
    outcome = "correct" if points == 4 else "incorrect"
    event = {"id": uuid.uuid4().hex, "kind": "check", "exercise": exercise, "outcome": outcome, "points": points}
    return event | {"headline": "" if points == 4 else headline, "at": time.time()} | others

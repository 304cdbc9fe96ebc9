"""A notebook's connection to the class, through a network that is lost on both sides and comes back."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from live_class import ROOT, SECONDS, Learner, ThreadedClass, check, wait_until

from leakproof.notebook import class_connection
from leakproof.notebook.class_connection import Address, BadAddress, ClassConnection
from leakproof.notebook.class_memory import ClassMemory


class Network:
    """A TCP proxy in front of the class, which can be cut."""

    def __init__(self, port: int) -> None:
        self._class = ("127.0.0.1", port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.is_up = True
        self.swallows_answers = False
        """Requests arrive, answers do not."""
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if not self.is_up:
                near.close()
                continue
            try:
                far = socket.create_connection(self._class)
            except OSError:
                near.close()
                continue
            self._pairs.append((near, far))
            for pair, is_answer in (((near, far), False), ((far, near), True)):
                self._threads.append(threading.Thread(target=self._pump, args=(*pair, is_answer)))
                self._threads[-1].start()

    def _pump(self, source: socket.socket, target: socket.socket, is_answer: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if is_answer and self.swallows_answers:
                    break
                target.sendall(data)
        for each in (source, target):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def cut(self) -> None:
        """All connections break, and no new one is made."""
        self.is_up = False
        for pair in self._pairs:
            for each in pair:
                with contextlib.suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        self.is_up, self.swallows_answers = True, False

    def close(self) -> None:
        self.cut()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(SECONDS)
        for pair in self._pairs:
            for each in pair:
                each.close()


@pytest.fixture
def network(live: ThreadedClass) -> Iterator[Network]:
    network = Network(live.port)
    yield network
    network.close()


class Notebooks:
    """Makes connections, and ends them with the test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made: list[ClassConnection] = []

    def join(self, port: int, code: str, nickname: str = "Ada") -> ClassConnection:
        made = ClassConnection(Address.of(f"127.0.0.1:{port}/{code}"), nickname, [self.folder], lambda: None)
        self.made.append(made)
        made.start()
        return made


@pytest.fixture
def notebooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Notebooks]:
    monkeypatch.setattr(class_connection, "LONGEST_PAUSE", 0.6)
    notebooks = Notebooks(tmp_path / "learner")
    yield notebooks
    for made in notebooks.made:
        made.leave()
    wait_until(lambda: not [each for each in threading.enumerate() if each.name.startswith("leakproof-class")])


def event(exercise: str = "1.1", points: int = 0) -> dict[str, Any]:
    made = check(exercise, points)
    del made["id"]
    return made


def cells(live: ThreadedClass) -> Any:
    return live.view()["learners"][0]["cells"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("192.168.1.7:8765/K7QM", Address(False, "192.168.1.7", 8765, "/", "K7QM")),
        (" http://192.168.1.7:8765/k7qm/ ", Address(False, "192.168.1.7", 8765, "/", "K7QM")),
        ("https://hub.example/services/class/K7QM", Address(True, "hub.example", None, "/services/class/", "K7QM")),
    ],
)
def test_addresses_as_people_copy_them(typed: str, meant: Address) -> None:
    assert Address.of(typed) == meant


@pytest.mark.parametrize("typed", ["", "K7QM", "192.168.1.7:8765", "http://x:y/K7QM", "ftp://x/K7QM", "x/K7QM7"])
def test_what_is_no_address_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(BadAddress, match=r"join\("):
        Address.of(typed)


def test_the_question_arrives_by_itself_and_a_vote_counts(live: ThreadedClass, notebooks: Notebooks) -> None:
    ada = notebooks.join(live.port, live.code)
    wait_until(lambda: ada.is_connected)
    live.act(do="ask", prediction="1.flush")
    question = wait_until(lambda: ada.view["question"])
    id = ada.send({"kind": "vote", "question": question["number"], "round": 1, "choice": "b"})
    assert ada.answer_to(id, SECONDS) == "ok"
    wait_until(lambda: ada.view["question"]["mine"] == "b")


def test_what_was_done_without_a_network_arrives_later_once_and_in_order(
    live: ThreadedClass, network: Network, notebooks: Notebooks
) -> None:
    ada = notebooks.join(network.port, live.code)
    wait_until(lambda: ada.is_connected)
    network.cut()
    wait_until(lambda: not ada.is_connected)
    for points in (0, 0, 2, 4, 0):
        ada.send(event(points=points))
    assert cells(live) == {}
    network.mend()
    wait_until(lambda: cells(live) == {"1.1": ["solved", 4]})  # the fifth came after it was solved
    wait_until(lambda: ada.is_connected)
    ada.send(event("1.2"))
    wait_until(lambda: cells(live) == {"1.1": ["solved", 4], "1.2": ["tried", 1]})


def test_an_answer_that_is_lost_on_its_way_back_counts_once(
    live: ThreadedClass, network: Network, notebooks: Notebooks
) -> None:
    ada = notebooks.join(network.port, live.code)
    wait_until(lambda: ada.is_connected)
    network.swallows_answers = True
    ada.send(event())
    wait_until(lambda: cells(live) == {"1.1": ["tried", 1]})
    network.mend()
    ada.send(event("1.2"))
    wait_until(lambda: cells(live) == {"1.1": ["tried", 1], "1.2": ["tried", 1]})
    memory = ClassMemory([notebooks.folder])
    wait_until(lambda: not memory.first(live.code, 9))
    memory.close()


def test_a_server_that_goes_and_comes_back_is_found_again(live: ThreadedClass, notebooks: Notebooks) -> None:
    ada = notebooks.join(live.port, live.code)
    wait_until(lambda: ada.is_connected)
    live.act(do="ask", prediction="1.flush")
    live.stop()
    wait_until(lambda: not ada.is_connected)
    ada.send(event())
    live.start()
    wait_until(lambda: ada.is_connected)
    wait_until(lambda: cells(live) == {"1.1": ["tried", 1]})
    assert ada.view["question"]["prediction"] == "1.flush"


def test_the_next_kernel_is_the_same_learner_and_sends_what_is_left(
    live: ThreadedClass, network: Network, notebooks: Notebooks
) -> None:
    first = notebooks.join(network.port, live.code)
    wait_until(lambda: first.is_connected)
    network.cut()
    first.send(event())
    memory = ClassMemory([notebooks.folder])
    wait_until(lambda: memory.first(live.code, 9))
    memory.close()
    first.leave()
    network.mend()
    second = notebooks.join(network.port, live.code)
    wait_until(lambda: cells(live) == {"1.1": ["tried", 1]})
    assert second.nickname == "Ada"
    assert len(live.view()["learners"]) == 1


def test_a_taken_nickname_is_refused_and_nothing_more_is_tried(live: ThreadedClass, notebooks: Notebooks) -> None:
    Learner(live, "Ada")
    ada = notebooks.join(live.port, live.code)
    assert ada.settled.wait(SECONDS)
    assert "let you in again" in ada.refused
    wait_until(lambda: not [each for each in threading.enumerate() if each.name.startswith("leakproof-class")])


def test_sending_takes_no_time_when_nobody_is_there(notebooks: Notebooks) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes connections, and never says a word
        ada = notebooks.join(silent.getsockname()[1], "K7QM")
        started = time.monotonic()
        for _ in range(1000):
            ada.send(event())
        assert (time.monotonic() - started) / 1000 < 0.001
        ada.leave()


def test_where_nothing_can_be_written_memory_does(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    memory = ClassMemory([tmp_path / "file" / "below"])
    memory.keep_token("ZZZZ", "secret")
    memory.add("ZZZZ", {"id": "1"})
    ((number, kept),) = memory.first("ZZZZ", 9)
    memory.forget([number])
    assert (kept, memory.first("ZZZZ", 9), memory.token("ZZZZ")) == ({"id": "1"}, [], "secret")
    memory.close()


def test_a_process_that_has_joined_ends_at_once(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        program = (
            "import time; from leakproof.notebook.class_connection import *; "
            f"c = ClassConnection(Address.of('127.0.0.1:{silent.getsockname()[1]}/K7QM'), 'Ada', "
            f"[Path({str(tmp_path)!r})], lambda: None); c.start(); c.send({{'kind': 'check'}}); "
            "print(time.monotonic(), flush=True)"
        )
        ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        assert time.monotonic() - float(ended.stdout) < class_connection.REQUEST_SECONDS / 2

"""Sockets, databases, processes, threads and locks: what they are called, and how their lives end."""

import sys
import threading
from collections.abc import Callable
from typing import Any

import pytest

Watch = Callable[..., Any]


class TestSockets:
    def test_made_and_closed(self, watched: Watch) -> None:
        seen = watched(
            "import socket\na = socket.socket()\na.close()\na.close()\n"
            "with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as b:\n    pass\nc = socket.socket()\nc.__exit__()"
        )
        assert seen.lives == [
            "socket IPv4 stream: 2, call close() 3",
            "socket IPv4 datagram: 5, with 5",
            "socket IPv4 stream: 7, call __exit__() 8",
        ]

    @pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")  # one that is caught keeps the socket alive
    def test_dropped_and_left_open(self, watched: Watch) -> None:
        seen = watched("import socket\na, b = socket.socket(), socket.socket()\ndel a\nx = 1")
        assert seen.lives == ["socket IPv4 stream: 2, luck 3", "socket IPv4 stream: 2, never"]

    def test_a_connection(self, watched: Watch) -> None:
        seen = watched(
            "import socket\nwith socket.create_server(('127.0.0.1', 0)) as server:\n"
            "    client = socket.create_connection(server.getsockname())\n"
            "    peer, _ = server.accept()\n"
            "    client.sendall(b'x')\n    assert peer.recv(1) == b'x'\n"
            "    client.close()\n    with peer:\n        pass"
        )
        assert seen.error is None
        assert seen.lives == [
            "socket IPv4 stream: 2, with 2",
            "socket IPv4 stream: 3, call close() 7",
            "socket IPv4 stream: 4, with 8",
        ]
        assert [name for name, _ in seen.recording.lives[1].uses] == ["connect", "sendall"]

    def test_a_file_over_a_socket_keeps_it_open(self, watched: Watch) -> None:
        seen = watched(
            "import socket\na, b = socket.socketpair()\nf = b.makefile('rb')\nb.close()\na.close()\nf.read()\nf.close()"
        )
        assert [life.split(":")[1] for life in seen.lives] == [" 2, call close() 5", " 2, call close() 7"]

    def test_a_handed_on_descriptor(self, watched: Watch) -> None:
        seen = watched(
            "import os, socket\na = socket.socket()\nb = socket.socket(fileno=a.detach())\ndel a\nb.close()\n"
            "os.close(socket.socket().detach())"
        )
        assert seen.lives == ["socket IPv4 stream: 2, call close() 5", "socket IPv4 stream: 6, call os.close() 6"]

    def test_one_that_cannot_be_made_is_none(self, watched: Watch) -> None:
        assert watched("import socket\nsocket.socket(family=9999)").lives == []


class TestDatabases:
    def test_close(self, watched: Watch) -> None:
        seen = watched(
            'import sqlite3\nc = sqlite3.connect("shop.db")\nc.execute("select 1")\nc.close()\nc.close()'
        )
        assert seen.lives == ["sqlite connection shop.db: 2, call close() 4"]
        assert seen.steps == ["sqlite3.connect shop.db", "execute shop.db", "close shop.db released"]

    def test_with_does_not_close(self, watched: Watch) -> None:
        seen = watched('import sqlite3\nwith sqlite3.connect(":memory:") as c:\n    c.execute("select 1")')
        assert seen.lives == ["sqlite connection :memory:: 2, never"]
        seen.names["c"].close()

    def test_closing(self, watched: Watch) -> None:
        seen = watched(
            'import contextlib, sqlite3\nwith contextlib.closing(sqlite3.connect(":memory:")) as c:\n    pass'
        )
        assert seen.lives == ["sqlite connection :memory:: 2, with 2"]

    @pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning")
    def test_dropped_lives_until_it_is_collected(self, watched: Watch) -> None:
        seen = watched('import gc, sqlite3\nc = sqlite3.connect(":memory:")\ndel c\nx = 1\ngc.collect()')
        assert seen.lives == ["sqlite connection :memory:: 2, luck 5"]

    @pytest.mark.filterwarnings("ignore:Passing more than 1 positional argument:DeprecationWarning")
    def test_a_class_of_ones_own(self, watched: Watch) -> None:
        seen = watched(
            "import sqlite3\nclass Own(sqlite3.Connection):\n    def close(self):\n        super().close()\n"
            'c = sqlite3.connect(":memory:", factory=Own)\nassert isinstance(c, Own)\nc.close()\n'
            'd = sqlite3.connect(":memory:", 5, 0, None, True, Own)\nd.close()'
        )
        assert seen.error is None
        assert [life.split(":: ")[1] for life in seen.lives] == ["5, call close() 7", "8, call close() 9"]

    def test_a_factory_that_is_no_class(self, watched: Watch) -> None:
        seen = watched(
            "import sqlite3\nclass Own(sqlite3.Connection): pass\n"
            'c = sqlite3.connect(":memory:", factory=lambda *a, **k: Own(*a, **k))\nassert type(c) is Own\nc.close()'
        )
        assert (seen.error, seen.lives) == (None, [])

    def test_one_that_cannot_be_opened_is_none(self, watched: Watch) -> None:
        assert watched('import sqlite3\nsqlite3.connect("no/such/folder")').lives == []


class TestProcesses:
    CODE = "import subprocess, sys\npython = [sys.executable, '-I', '-S', '-c']\n"

    def test_run(self, watched: Watch) -> None:
        seen = watched(f"{self.CODE}subprocess.run([*python, ''], capture_output=True)")
        assert seen.lives == ["process python: 3, call run() 3"]

    def test_waited_for(self, watched: Watch) -> None:
        seen = watched(
            f"{self.CODE}a = subprocess.Popen([*python, ''])\na.wait()\n"
            "with subprocess.Popen([*python, '']):\n    pass\nb = subprocess.Popen([*python, ''])\nb.communicate()"
        )
        assert seen.lives == [
            "process python: 3, call wait() 4",
            "process python: 5, with 5",
            "process python: 7, call communicate() 8",
        ]

    def test_left_running(self, watched: Watch) -> None:
        seen = watched(f"{self.CODE}a = subprocess.Popen([*python, 'input()'], stdin=subprocess.PIPE)\na.poll()")
        seen.names["a"].communicate(b"\n")
        assert seen.lives == ["process python: 3, never", "pipe stdin of python: 3, never"]

    def test_pipes(self, watched: Watch) -> None:
        seen = watched(
            f"{self.CODE}a = subprocess.Popen([*python, 'print(1)'], stdout=subprocess.PIPE, text=True)\n"
            "assert a.stdout.read() == '1\\n'\na.stdout.close()\na.wait()\n"
            "b = subprocess.Popen([*python, ''], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)\n"
            "b.communicate()"
        )
        assert seen.error is None
        assert seen.lives == [
            "process python: 3, call wait() 6",
            "pipe stdout of python: 3, call close() 5",
            "process python: 7, call communicate() 8",
            "pipe stdin of python: 7, call communicate() 8",
            "pipe stdout of python: 7, call communicate() 8",
        ]

    def test_pipes_as_text_lines(self, watched: Watch) -> None:
        seen = watched(
            f"{self.CODE}a = subprocess.Popen([*python, 'print(input())'], stdin=subprocess.PIPE,\n"
            "    stdout=subprocess.PIPE, text=True, bufsize=1)\n"
            "print('x', file=a.stdin)\nassert a.stdout.readline() == 'x\\n'\na.communicate()"
        )
        assert seen.error is None

    def test_one_that_cannot_be_started_is_none(self, watched: Watch) -> None:
        assert watched("import subprocess\nsubprocess.run(['no such program'])").lives == []


class TestThreads:
    def test_ended(self, watched: Watch) -> None:
        before = threading.enumerate()
        seen = watched(
            "from threading import Thread\ndef work():\n    open('a', 'w').close()\n"
            "t = Thread(target=work)\nt.start()\nt.join()\nu = Thread(target=work, name='mine')\nu.start()\nu.join()"
        )
        assert seen.lives == [
            "thread Thread-1 (work): 5, ended  in Thread-1 (work)".replace("  ", " "),
            "file a: 3 in Thread-1 (work), call close() 3 in Thread-1 (work)",
            "thread mine: 8, ended in mine",
            "file a: 3 in mine, call close() 3 in mine",
        ]
        assert threading.enumerate() == before
        assert seen.recording.lanes == ["MainThread", "Thread-1 (work)", "mine"]

    def test_still_running(self, watched: Watch) -> None:
        seen = watched(
            "import threading\ngo = threading.Event()\n"
            "t = threading.Thread(target=lambda: (go.wait(), open('a', 'w').close()))\nt.start()"
        )
        seen.names["go"].set()
        seen.names["t"].join()
        assert seen.lives == ["thread Thread-1 (<lambda>): 4, never"]

    def test_a_pool(self, watched: Watch) -> None:
        seen = watched(
            "from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(1) as pool:\n"
            "    pool.submit(int).result()\nwith ThreadPoolExecutor(1) as pool:\n    pool.submit(int).result()"
        )
        names = [life.name for life in seen.recording.lives]
        assert names == ["ThreadPoolExecutor-0_0", "ThreadPoolExecutor-1_0"]

    def test_closed_in_another_thread(self, watched: Watch) -> None:
        seen = watched(
            "from threading import Thread\nf = open('a', 'w')\ndef work():\n    f.close()\n"
            "t = Thread(target=work)\nt.start()\nt.join()"
        )
        assert seen.lives[0] == "file a: 2, call close() 4 in Thread-1 (work)"

    def test_started_twice(self, watched: Watch) -> None:
        seen = watched("from threading import Thread\nt = Thread(target=int)\nt.start()\nt.join()\nt.start()")
        assert isinstance(seen.error, RuntimeError)
        assert len(seen.lives) == 1

    def test_one_that_cannot_be_started_is_none(self, watched: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: Any, **__: Any) -> None:
            raise RuntimeError("can't start new thread")

        start = "_start_joinable_thread" if sys.version_info >= (3, 13) else "_start_new_thread"
        monkeypatch.setattr(threading, start, fail)
        seen = watched("from threading import Thread\nThread(target=int).start()")
        assert isinstance(seen.error, RuntimeError)
        assert seen.lives == []

    def test_of_somebody_else_are_not_recorded(self, watched: Watch) -> None:
        ready, go, done = threading.Event(), threading.Event(), threading.Event()

        def elsewhere() -> None:
            ready.set()
            go.wait()
            with open("a", "w"):
                done.set()

        thread = threading.Thread(target=elsewhere)
        thread.start()
        seen = watched("ready.wait()\ngo.set()\ndone.wait()", ready=ready, go=go, done=done)
        thread.join()
        assert (seen.lives, seen.steps) == ([], [])


@pytest.mark.parametrize("kind", ["Lock", "RLock"])
class TestLocks:
    def test_released(self, watched: Watch, kind: str) -> None:
        seen = watched(
            f"import threading\nlock = threading.{kind}()\nwith lock:\n    pass\nlock.acquire()\nlock.release()\n"
            "lock.acquire()"
        )
        assert seen.lives == ["lock: 3, with 3", "lock: 5, call release() 6", "lock: 7, never"]

    def test_not_acquired(self, watched: Watch, kind: str) -> None:
        seen = watched(
            f"import threading\nlock = threading.{kind}()\nlock.acquire()\n"
            "t = threading.Thread(target=lambda: results.append(lock.acquire(timeout=0.01)))\nt.start()\nt.join()\n"
            "lock.release()",
            results=(results := []),
        )
        assert results == [False]
        assert [life for life in seen.lives if "lock" in life] == ["lock: 3, call release() 7"]

    def test_released_without_having_it(self, watched: Watch, kind: str) -> None:
        assert isinstance(watched(f"import threading\nthreading.{kind}().release()").error, RuntimeError)

    def test_like_the_real_one(self, watched: Watch, kind: str) -> None:
        real = getattr(threading, kind)()
        seen = watched(
            f"import threading\nlock = threading.{kind}()\ncondition = threading.Condition(lock)\n"
            "with condition:\n    condition.notify_all()\n    condition.wait(0.001)\n"
            "result = isinstance(lock, type(real)), repr(lock).partition(' object')[0], lock.acquire(False)\n"
            "lock.release()",
            real=real,
        )
        assert seen.error is None
        assert seen.names["result"] == (True, repr(real).partition(" object")[0], True)


def test_what_a_library_locks_is_not_shown(watched: Watch) -> None:
    seen = watched(
        "import queue, threading\nq = queue.Queue()\nq.put(1)\nq.get()\ne = threading.Event()\ne.set()\ne.wait()\n"
        "c = threading.Condition()\nwith c:\n    c.wait_for(lambda: True)\ns = threading.Semaphore()\nwith s:\n    pass"
    )
    assert (seen.error, seen.lives) == (None, [])


def test_the_class_of_locks_stays_a_class(watched: Watch) -> None:
    real = threading.Lock
    seen = watched("import threading\nresult = isinstance(threading.Lock, type)")
    assert seen.names["result"] is isinstance(real, type) is (sys.version_info >= (3, 13))
    if isinstance(real, type):
        seen = watched("import threading\nresult = isinstance(threading.Lock(), threading.Lock), threading.Lock | None")
        assert seen.error is None

"""`PostgreSQL`: real servers, alone and several at once, and what is left of them after every kind of end."""

import asyncio
import contextlib
import gc
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import asyncpg
import psutil
import psycopg
import pytest

from leakproof.notebook import postgres, postgres_guard
from leakproof.notebook.postgres import PostgreSQL
from leakproof.notebook.refusals import Refused

Kernel = Any

COURSE = Path(__file__).parent.parent.parent
SECONDS = 60
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such thing")

PROGRAM = """
import os, signal, sys, tempfile, threading
tempfile.tempdir = sys.argv[1]
from leakproof.notebook.postgres import PostgreSQL
server = PostgreSQL()
{before}
print(server.url, flush=True)
sys.stdin.read(1)
{end}
"""
ENDS = {
    "killed": ("", "os.kill(os.getpid(), signal.SIGKILL)"),
    "killed, and a forked child lives on": (
        "if os.fork() == 0:\n    sys.stdout.close(); os.close(1); os.close(2); threading.Event().wait()",
        "os.kill(os.getpid(), signal.SIGKILL)",
    ),
    "at the end of the program": ("", ""),
    "an exception": ("", "1 / 0"),
    "terminated": ("", "os.kill(os.getpid(), signal.SIGTERM)"),
    "no clean end": ("", "os._exit(3)"),
}


def new_place(name: str = "") -> Path:
    """A temporary place that every account can reach, also when the tests are run by root."""
    place = Path(tempfile.mkdtemp(prefix="leakproof-place-"))
    place.chmod(0o755)
    place = place / name
    place.mkdir(exist_ok=True)
    return place


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the servers of one test are made."""
    place = new_place()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    yield place
    monkeypatch.undo()
    shutil.rmtree(place)


@pytest.fixture(scope="module")
def server() -> Iterator[PostgreSQL]:
    with PostgreSQL() as server:
        yield server


def answer(url: str, question: str = "SELECT 6 * 7") -> Any:
    with psycopg.connect(url) as connection:
        row = connection.execute(question).fetchone()  # type: ignore[call-overload]
    return row[0]


def processes(of: int | None = None) -> list[psutil.Process]:
    """The guards that a process has started, and their servers (whose own processes end before them)."""
    children = psutil.Process(of).children()
    guards = [child for child in children if any("postgres_guard" in argument for argument in child.cmdline())]
    return guards + [server for guard in guards for server in guard.children()]


def have_ended(some: list[psutil.Process]) -> bool:
    """Waits for it. An ended process whose parent has not taken note of its end has ended too."""
    _, alive = psutil.wait_procs(some, timeout=SECONDS)
    return all(process.status() == psutil.STATUS_ZOMBIE for process in alive)


# -- one server


def test_psycopg_asyncpg_and_psql_understand_the_address(server: PostgreSQL) -> None:
    async def ask() -> Any:
        connection = await asyncpg.connect(server.url)
        try:
            return await connection.fetchval("SELECT 6 * 7")
        finally:
            await connection.close()

    assert answer(server.url) == 42
    assert asyncio.run(ask()) == 42
    programs = postgres._programs()
    assert programs is not None
    psql = subprocess.run(
        [programs / "psql", server.url, "-XAtc", "SELECT 6 * 7"], capture_output=True, text=True, check=True
    )
    assert psql.stdout == "42\n"


def test_it_is_small_and_in_no_hurry_to_reach_the_disk(server: PostgreSQL) -> None:
    settings = {name: answer(server.url, f"SHOW {name}") for name in ("max_connections", "shared_buffers", "fsync")}
    assert settings == {"max_connections": "20", "shared_buffers": "8MB", "fsync": "off"}


def test_too_many_clients_are_told_so(server: PostgreSQL) -> None:
    with (
        contextlib.ExitStack() as clients,
        pytest.raises(psycopg.OperationalError, match="too many clients already"),
    ):
        for _ in range(21):
            clients.enter_context(psycopg.connect(server.url))


def test_its_data_are_outside_of_the_course_and_private(server: PostgreSQL) -> None:
    data = Path(answer(server.url, "SHOW data_directory"))
    assert not data.is_relative_to(COURSE)
    assert data.is_relative_to(tempfile.gettempdir())
    if os.name == "posix":
        assert data.parent.stat().st_mode & 0o077 == 0


@POSIX
def test_its_socket_has_a_short_path(server: PostgreSQL) -> None:
    folder = parse_qs(urlsplit(server.url).query)["host"][0]
    sockets = [path for path in Path(folder).iterdir() if path.is_socket()]
    assert [len(str(path)) < 100 for path in sockets] == [True]


def test_available_says_so_beforehand_and_starts_nothing() -> None:
    before = processes()
    assert PostgreSQL.available()
    assert processes() == before


# -- its end


def test_two_at_once_then_another_and_nothing_is_left(place: Path) -> None:
    before = psutil.Process().children(recursive=True)
    with PostgreSQL() as one, PostgreSQL() as two:
        for server in one, two:
            with psycopg.connect(server.url) as connection:
                connection.execute("CREATE TABLE only_here ()")
        assert len(list(place.iterdir())) == 2
        one.stop()
        one.stop()
        assert len(list(place.iterdir())) == 1
        assert answer(two.url) == 42
    assert list(place.iterdir()) == []
    with PostgreSQL() as third:
        assert answer(third.url) == 42
    assert list(place.iterdir()) == []
    assert psutil.Process().children(recursive=True) == before


def test_nothing_refers_to_it_any_more(place: Path) -> None:
    server = PostgreSQL()
    assert len(list(place.iterdir())) == 1
    del server
    gc.collect()
    assert list(place.iterdir()) == []


@POSIX
def test_its_guard_is_asked_to_end(place: Path) -> None:
    before = processes()
    server = PostgreSQL()
    new = [process for process in processes() if process not in before]
    new[0].terminate()
    server.stop()
    assert have_ended(new)
    assert list(place.iterdir()) == []


@POSIX
def test_a_forked_child_that_ends_leaves_the_parents_server_alone(place: Path) -> None:
    program = """
import os, sys, tempfile
tempfile.tempdir = sys.argv[1]
from leakproof.notebook.postgres import PostgreSQL
with PostgreSQL() as server:
    print(server._end.peek()[2][0].pid, flush=True)
    if (child := os.fork()) == 0:
        server.stop()
        sys.exit(7)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), len(os.listdir(sys.argv[1])))
print(os.listdir(sys.argv[1]))
"""
    command = [sys.executable, "-W", "error::ResourceWarning", "-c", program, str(place)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=COURSE)
    guard, *said = done.stdout.splitlines()
    assert said == ["7 1", "[]"]
    assert f"subprocess {guard} is still running" not in done.stderr


@pytest.fixture(scope="module")
def programs() -> Iterator[dict[str, tuple[subprocess.Popen[str], Path, str]]]:
    """Programs that have started a server each, all of them at the same time: process, temporary place, address."""
    running = {}
    try:
        for name, (before, end) in ENDS.items():
            if sys.platform == "win32" and "os.fork" in before + end:
                continue
            place = new_place()
            process = subprocess.Popen(
                [sys.executable, "-c", PROGRAM.format(before=before, end=end), str(place)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                cwd=COURSE,
            )
            running[name] = process, place
        yield {name: (*both, both[0].stdout.readline().strip()) for name, both in running.items()}  # type: ignore[union-attr]
    finally:
        for process, place in running.values():
            for child in psutil.Process(process.pid).children() if process.poll() is None else []:
                child.kill()
            process.kill()
            with process:
                shutil.rmtree(place, ignore_errors=True)


@pytest.mark.parametrize("end", ENDS)
def test_nothing_is_left_when_its_program_has_ended(
    programs: dict[str, tuple[subprocess.Popen[str], Path, str]], end: str
) -> None:
    if end not in programs:
        pytest.skip("Windows has no fork")
    program, place, url = programs[end]
    assert answer(url) == 42
    servers = processes(program.pid)
    forked = [child for child in psutil.Process(program.pid).children() if "PostgreSQL" in " ".join(child.cmdline())]
    assert len(servers) >= 2
    assert len(forked) == ("forked" in end)
    try:
        assert program.stdin is not None
        program.stdin.close()
        program.wait(SECONDS)
        assert have_ended(servers)
        assert list(place.iterdir()) == []
        assert [child.is_running() for child in forked] == [True] * len(forked)
    finally:
        for child in forked:
            child.kill()


# -- other places and systems


@pytest.mark.parametrize("like_windows", [False, True])
@pytest.mark.parametrize("name", ["with spaces, +, % and ü", "long" * 25])
def test_any_folder_and_any_system(name: str, like_windows: bool) -> None:
    programs = postgres._programs()
    assert programs is not None
    place = new_place(name)
    try:
        with postgres_guard.serving(programs, str(place), like_windows) as url:
            assert answer(url) == 42
            by_port = like_windows or "," in name or len(name) > 90
            assert ("127.0.0.1" in url) == by_port
            if by_port:
                with pytest.raises(psycopg.OperationalError, match="password"):
                    psycopg.connect(url.replace(urlsplit(url).password or "", "guessed"))
        assert list(place.iterdir()) == []
    finally:
        shutil.rmtree(place.parent)


if sys.platform != "win32" and os.geteuid() == 0:

    def test_root_needs_not_open_its_home_for_the_server() -> None:
        programs = postgres._programs()
        assert programs is not None
        place = new_place()
        private = place / "private"
        private.mkdir(mode=0o700)
        version, package = programs.parent, programs.parent.parent
        for folder in (package, package.with_name(package.name + ".libs")):
            (private / folder.name).symlink_to(folder)
        try:
            with postgres_guard.serving(private / package.name / version.name / "bin", str(place)) as url:
                assert answer(url) == 42
            assert list(place.iterdir()) == [private]
            assert private.stat().st_mode & 0o777 == 0o700
        finally:
            shutil.rmtree(place)


# -- no server


def test_where_it_is_not_installed_the_learner_hears_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    assert not PostgreSQL.available()
    with pytest.raises(Refused, match=r"not installed here: run `pip install -r requirements\.txt`"):
        PostgreSQL()


@POSIX
@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("echo 'initdb: error: no room'; echo 'initdb: removing contents'; exit 1", "initdb: error: no room"),
        ("echo 'killed'; echo; exit 1", "killed"),
        ("exit 1", "it says nothing"),
    ],
)
def test_the_last_complaint_is_in_the_refusal(
    monkeypatch: pytest.MonkeyPatch, place: Path, program: str, said: str
) -> None:
    initdb = place / "initdb"
    initdb.write_text(f"#!/bin/sh\n{program}\n", encoding="utf-8")
    shutil.copy(initdb, place / "postgres")
    for file in place.iterdir():
        file.chmod(0o755)
    monkeypatch.setattr(postgres, "_programs", lambda: place)
    with pytest.raises(Refused) as refusal:
        PostgreSQL()
    assert str(refusal.value).endswith(f"run the cell again. It said: {said}")
    assert sorted(path.name for path in place.iterdir()) == ["initdb", "postgres"]


def test_a_server_that_does_not_start_is_refused_with_its_last_complaint(monkeypatch: pytest.MonkeyPatch) -> None:
    programs = postgres._programs()
    assert programs is not None
    monkeypatch.setattr(postgres_guard, "SETTINGS", "shared_buffers = much\n")
    place = new_place()
    try:
        with (
            pytest.raises(postgres_guard.NotStarted, match=r"FATAL: .*errors"),
            postgres_guard.serving(programs, str(place)),
        ):
            raise AssertionError("started")
        assert list(place.iterdir()) == []
    finally:
        shutil.rmtree(place)


def test_no_temporary_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "not there"))
    with pytest.raises(Refused, match="not there"):
        PostgreSQL()


# -- in a kernel

SETUP = """
import asyncio, gc, signal, tempfile, threading, warnings
import psycopg
from leakproof.notebook import watch
from leakproof.notebook.postgres import PostgreSQL
tempfile.tempdir = {place!r}
warnings.simplefilter("error")
handlers = [signal.getsignal(number) for number in signal.valid_signals()]
def answer(server):
    with psycopg.connect(server.url) as connection:
        return connection.execute("SELECT 6 * 7").fetchone()[0]
"""


def test_in_a_kernel(kernel: Kernel) -> None:
    place = new_place()
    try:
        cells = [
            SETUP.format(place=str(place)),
            "server = PostgreSQL()\nPostgreSQL().stop()",
            "await asyncio.sleep(0)\nother = PostgreSQL()\nassert answer(other) == 42\nother.stop()",
            "del other\ngc.collect()\nassert handlers == [signal.getsignal(n) for n in signal.valid_signals()]",
        ]
        for cell in cells:
            shown = kernel.run(cell + "\nNone")
            assert (shown.printed, shown.order, shown.errors) == ("", [], [])

        (pid,) = kernel.run("import os\nos.getpid()").texts
        servers = processes(int(pid))
        interrupted = kernel.run("print('now', flush=True)\nthreading.Event().wait()", interrupt_at="now")
        assert "KeyboardInterrupt" in interrupted.errors[0]
        assert kernel.run("answer(server)").texts == ["42"]
        assert set(servers) == set(processes(int(pid)))

        watched = kernel.run("watch()\nwith PostgreSQL():\n    pass\nPostgreSQL().stop()\nserver.stop()")
        assert watched.texts == ["Nothing was opened."]
        assert watched.errors == []
        assert list(place.iterdir()) == []
        refused = kernel.run("tempfile.tempdir = '/not/there'\nPostgreSQL()")
        assert refused.errors[0].startswith("PostgreSQL did not start: ")
        assert "Traceback" not in refused.errors[0]

        assert kernel.run(f"tempfile.tempdir = {str(place)!r}\nserver = PostgreSQL()").errors == []
        servers = processes(int(pid))
        kernel.restart()
        assert have_ended(servers)
        assert list(place.iterdir()) == []
    finally:
        shutil.rmtree(place)

"""The recorder leaves nothing behind, keeps nothing alive, and records the watched code only."""

import builtins
import gc
import io
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from leakproof.watching.lives import Recording
from leakproof.watching.patches import Patches
from leakproof.watching.recorder import Recorder

Watch = Callable[..., Any]

OWNERS = [
    builtins,
    io,
    sys.modules["_io"],
    os,
    shutil,
    socket.socket,
    sqlite3,
    sqlite3.dbapi2,
    subprocess.Popen,
    tempfile,
    tempfile.TemporaryDirectory,
    threading,
    threading.Thread,
]


def everything() -> list[tuple[dict[str, Any], Any, Any]]:
    return [(dict(vars(owner)), sys.gettrace(), threading.gettrace()) for owner in OWNERS]


class Stop(BaseException):
    pass


@pytest.mark.parametrize(
    "source",
    [
        "open('a', 'w').close()",
        "1 / 0",
        "raise KeyboardInterrupt",
        "raise SystemExit",
        "import sys; sys.settrace(None)",
    ],
)
def test_afterwards_everything_is_as_before(watched: Watch, source: str) -> None:
    before = everything()
    watched(source)
    after = everything()
    assert after == before
    assert all(was[0][name] is now[0][name] for was, now in zip(before, after, strict=True) for name in was[0])


def test_while_it_watches_everything_is_watched() -> None:
    before = everything()
    recorder = Recorder(lambda _: None)
    recorder.install()
    changed = [
        {name for name, value in vars(owner).items() if was.get(name) is not value}
        for owner, (was, *_) in zip(OWNERS, before, strict=True)
    ]
    recorder.uninstall()
    expected = "open open open close rmtree close connect connect wait mkdtemp cleanup Lock start".split()
    assert all(name in names for name, names in zip(expected, changed, strict=True))


def test_what_the_watched_code_replaces_stays_replaced(watched: Watch) -> None:
    real = builtins.open
    try:
        seen = watched("import builtins\ndef mine(*_):\n    return 'mine'\nbuiltins.open = mine\nresult = open('a')")
        assert seen.names["result"] == "mine"
        assert builtins.open is seen.names["mine"]
    finally:
        builtins.open = real


def test_what_the_watched_code_replaces_and_puts_back_is_put_back(watched: Watch) -> None:
    real = builtins.open
    watched("import builtins\nold = builtins.open\nbuiltins.open = None\nbuiltins.open = old")
    assert builtins.open is real


def test_a_wrapper_that_the_watched_code_leaves_behind_goes_on_working(watched: Watch) -> None:
    real = builtins.open
    try:
        watched("import builtins\ndef mine(*a, old=builtins.open):\n    return old(*a)\nbuiltins.open = mine")
        with open("a", "w") as file:
            assert type(file) is io.TextIOWrapper
    finally:
        builtins.open = real


def test_a_trace_function_of_before_is_put_back() -> None:
    def trace(_: FrameType, __: str, ___: Any) -> None:
        return None

    old = sys.gettrace(), threading.gettrace()
    sys.settrace(trace)
    threading.settrace(trace)
    try:
        with Recorder(lambda _: None):
            assert sys.gettrace() is not trace
        assert (sys.gettrace(), threading.gettrace()) == (trace, trace)
    finally:
        sys.settrace(old[0])
        threading.settrace(old[1])  # type: ignore[arg-type]


def test_a_thread_that_outlives_the_recording_is_left_alone(watched: Watch) -> None:
    traces: list[Any] = []
    seen = watched(
        "import sys, threading\ngo = threading.Event()\ndef probe():\n    traces.append(sys.gettrace())\n"
        "def work():\n    go.wait()\n    probe()\n    probe()\nt = threading.Thread(target=work)\nt.start()",
        traces=traces,
    )
    seen.names["go"].set()
    seen.names["t"].join()
    assert traces[-1] is None
    assert [life.how for life in seen.recording.lives] == ["never"]


def test_a_file_that_outlives_the_recording_works_as_before(watched: Watch) -> None:
    seen = watched("f = open('a', 'w+')")
    file = seen.names["f"]
    file.write("x")
    file.seek(0)
    assert (file.read(), seen.recording.lives[0].uses) == ("x", [])


def test_nothing_is_kept_alive(watched: Watch) -> None:
    class Thing:
        pass

    def use() -> weakref.ref[Thing]:
        thing = Thing()
        watched(
            "def f(thing):\n    local = thing\n    open('a', 'w').close()\n    1 / 0\ntry:\n    f(thing)\n"
            "except ZeroDivisionError:\n    pass\ndel thing",
            thing=thing,
        )
        return weakref.ref(thing)

    reference = use()
    gc.collect()
    assert reference() is None


def test_an_exception_and_its_frames_go_when_it_is_handled(watched: Watch) -> None:
    with pytest.warns(ResourceWarning):
        seen = watched(
            "def f():\n    g = open('a', 'w')\n    1 / 0\ntry:\n    f()\nexcept ZeroDivisionError:\n    pass\nx = 1"
        )
    assert seen.lives == ["file a: 2, luck 7"]


def test_one_recorder_can_watch_many_times() -> None:
    code = compile("f = open(name, 'w')\nf.close()", "<twice>", "exec")
    recorder = Recorder(lambda code: True if code.co_filename == "<twice>" else None)
    recorder.install()
    recordings = []
    for name in "ab":
        recorder.start()
        exec(code, {"name": name})
        recordings.append(recorder.stop())
    recorder.uninstall()
    assert [life.name for recording in recordings for life in recording.lives] == ["a", "b"]


def test_what_an_earlier_recording_opened_is_no_part_of_a_later_one() -> None:
    recorder = Recorder(lambda code: True if code.co_filename == "<twice>" else None)
    world: dict[str, Any] = {"os": os}
    recorder.install()
    recorder.start()
    exec(compile("f = open(os.devnull)", "<twice>", "exec"), world)
    first = recorder.stop()
    recorder.start()
    exec(compile("f.read()\nf.close()", "<twice>", "exec"), world)
    second = recorder.stop()
    recorder.uninstall()
    assert [life.how for life in first.lives] == ["never"]
    assert second.lives == []


def test_code_that_is_not_watched_is_not_recorded() -> None:
    with Recorder(lambda _: None) as recorder:
        open("a", "w").close()
        threading.Lock().acquire()
    assert (recorder.recording.lives, recorder.recording.ticks) == ([], [])


def test_code_that_forbids_it_hides_what_it_calls() -> None:
    def owner(code: Any) -> bool | None:
        return {"<inner>": True, "<outer>": False}.get(code.co_filename)

    world: dict[str, Any] = {"os": os}
    exec(compile("def f(): open(os.devnull).close()", "<outer>", "exec"), world)
    with Recorder(owner) as recorder:
        exec(compile("f()", "<inner>", "exec"), world)
    assert recorder.recording.lives == []


def test_a_fault_can_be_injected_into_every_step() -> None:
    source = "with open(name, 'w') as f:\n    f.write('x')"

    def fails_at(number: int) -> tuple[Recording, bool]:
        count = 0

        def on_step(_: str, __: str, ___: bool) -> None:
            nonlocal count
            count += 1
            if count == number:
                raise Stop

        recorder = Recorder(lambda code: True if code.co_filename == "<steps>" else None, on_step=on_step)
        try:
            with recorder:
                exec(compile(source, "<steps>", "exec"), {"name": "a"})
        except Stop:
            return recorder.recording, True
        return recorder.recording, False

    runs = [fails_at(number) for number in (1, 2, 3, 4)]
    assert [failed for _, failed in runs] == [True, True, True, False]
    assert [[str(life.how) for life in run.lives] for run, _ in runs] == [[], ["call"], ["call"], ["call"]]


def test_functions_bind_to_nothing_as_those_in_c_do(watched: Watch) -> None:
    seen = watched(
        "import os, sqlite3\nclass Ways:\n    open, close, connect = open, os.close, sqlite3.connect\n"
        "Ways().open('a', 'w').close()\nWays().connect(':memory:').close()\nWays().close(os.dup(1))"
    )
    assert seen.error is None


def test_a_recording_survives_json() -> None:
    with Recorder(lambda code: True if code.co_filename == "<json>" else None) as recorder:
        source = "try:\n    with open('a', 'w') as f: int(f.write('x') * 'y')\nexcept ValueError: pass"
        exec(compile(source, "<json>", "exec"))
    assert Recording.from_dict(recorder.recording.to_dict()) == recorder.recording
    assert len(recorder.recording.exceptions) == len(recorder.recording.lives) == 1


def test_many_lines_and_uses_stay_bounded(watched: Watch) -> None:
    seen = watched("x = 0\nwhile x < 30_000:\n    x += 1\nwith open('a', 'w') as f:\n    pass")
    assert len(seen.recording.ticks) < 25_000
    assert seen.lives == ["file a: 4, with 4"]


def test_patches_leave_out_what_is_not_there() -> None:
    patches = Patches()
    patches.attribute(os, "no_such_function", print)
    patches.item({}, "open", print)
    patches.undo()
    assert not hasattr(os, "no_such_function")

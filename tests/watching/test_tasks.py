"""Tasks of asyncio: lives of their own, each with a lane, and how they end."""

import asyncio
import gc
import sys
import threading
import weakref
from collections.abc import Callable
from typing import Any

import pytest

from leakproof.showing.lifelines import lifelines_html, lifelines_text
from leakproof.watching.recorder import Recorder

Watch = Callable[..., Any]

WORK = """
import asyncio
async def work(name='a'):
    with open(name, 'w'):
        await asyncio.sleep(0)
async def for_ever():
    await asyncio.Event().wait()
async def fail():
    raise ValueError('no')
"""


def text(watched: Watch, source: str) -> list[str]:
    """The picture of it as text, line for line; line 10 is the first one of `source`."""
    seen = watched(f"{WORK}async def main():\n" + "".join(f"    {line}\n" for line in source.splitlines()) + RUN)
    assert lifelines_html(seen.recording)
    return lifelines_text(seen.recording).splitlines()


RUN = "asyncio.run(main())"


def test_without_other_tasks_there_is_one_lane(watched: Watch) -> None:
    assert text(watched, "await work()") == [
        "1 file opened: closed by with.",
        "● file a  opened on line 3, closed by with on line 3",
        "    3: with open(name, 'w'):",
    ]


def test_each_bar_is_in_the_lane_of_its_task(watched: Watch) -> None:
    assert text(watched, "f = open('f', 'w')\nawait asyncio.gather(work('x'), work('y'))\nf.close()") == [
        "5 resources opened: 2 released by with, 1 by close(), 2 ended by themselves.",
        "In MainThread:",
        "● file f              opened on line 10, closed by close() on line 12",
        "    10: f = open('f', 'w')",
        "○ task Task-1 (work)  started on line 11, ended by itself",
        "    11: await asyncio.gather(work('x'), work('y'))",
        "○ task Task-2 (work)  started on line 11, ended by itself",
        "    11: await asyncio.gather(work('x'), work('y'))",
        "In Task-1 (work):",
        "● file x              opened on line 3, closed by with on line 3",
        "    3: with open(name, 'w'):",
        "In Task-2 (work):",
        "● file y              opened on line 3, closed by with on line 3",
        "    3: with open(name, 'w'):",
    ]


def test_all_ways_to_start_and_to_end(watched: Watch) -> None:
    source = """
a = asyncio.create_task(work(), name='mine')
b = asyncio.ensure_future(fail())
c = asyncio.create_task(for_ever())
d = asyncio.create_task(for_ever())
d.cancel()
async with asyncio.TaskGroup() as group:
    group.create_task(work())
await asyncio.wait([a, b])
""".strip()
    seen = watched(f"{WORK}async def main():\n    " + source.replace("\n", "\n    ") + "\n" + RUN)
    tasks = [life for life in seen.recording.lives if life.kind == "task"]
    assert [(life.name, life.opened.place.line, str(life.how), life.call) for life in tasks] == [
        ("mine", 10, "ended", ""),
        ("Task-1 (fail)", 11, "ended", "failed with ValueError"),
        ("Task-2 (for_ever)", 12, "ended", "cancelled"),
        ("Task-3 (for_ever)", 13, "ended", "cancelled"),
        ("Task-4 (work)", 16, "ended", ""),
    ]
    words = lifelines_text(seen.recording)
    assert "started on line 11, ended, failed with ValueError\n" in words
    assert "started on line 12, ended, cancelled\n" in words
    assert words.splitlines()[0].endswith("2 ended by themselves, 1 failed with ValueError, 2 cancelled.")


def test_only_tasks_of_watched_coroutines_are_lives(watched: Watch) -> None:
    assert text(watched, "await asyncio.create_task(asyncio.sleep(0))\nawait asyncio.to_thread(int)") == [
        "Nothing was opened."
    ]


def test_a_callback_of_the_loop_may_start_one(watched: Watch) -> None:
    source = (
        "loop = asyncio.get_running_loop()\nloop.call_soon(loop.create_task, work())\n" + "await asyncio.sleep(0)\n" * 5
    )
    assert text(watched, source)[:3] == [
        "2 resources opened: 1 released by with, 1 ended by itself.",
        "In MainThread:",
        "○ task Task-1 (work)  started on line 2, ended by itself",
    ]


def test_what_still_runs_at_the_end_is_told_so_and_not_followed_further(watched: Watch) -> None:
    loop = asyncio.new_event_loop()
    try:
        seen = watched(
            f"{WORK}async def main():\n    global t\n\n    t = asyncio.create_task(work())\n"
            "loop.run_until_complete(main())",
            loop=loop,
        )
        before = seen.recording.to_dict()
        loop.run_until_complete(seen.names["t"])
        assert seen.recording.to_dict() == before
        assert seen.lives == ["task Task-1 (work): 12, never", "file a: 3 in Task-1 (work), never"]
        assert "started on line 12, LEAKED: still running at the end\n" in lifelines_text(seen.recording)
    finally:
        loop.close()


def test_one_that_has_just_ended_has_ended(watched: Watch) -> None:
    loop = asyncio.new_event_loop()
    try:
        seen = watched(
            f"{WORK}async def nothing():\n    pass\nasync def main():\n    asyncio.create_task(nothing())\n"
            "    loop.call_soon(loop.stop)\nt = loop.create_task(main())\nloop.run_forever()",
            loop=loop,
        )
        assert seen.lives == ["task Task-1 (main): 14, ended", "task Task-2 (nothing): 12 in Task-1 (main), ended"]
        loop.run_until_complete(asyncio.sleep(0))
    finally:
        loop.close()


if sys.version_info >= (3, 12):  # which brought eager tasks

    def test_eager_ones(watched: Watch) -> None:
        lines = text(
            watched,
            "asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)\n"
            "t = asyncio.create_task(work())\nawait t",
        )
        assert lines[1:] == [
            "In Task-1 (work):",
            "● file a              opened on line 3, closed by with on line 3",
            "    3: with open(name, 'w'):",
            "In MainThread:",
            "○ task Task-1 (work)  started on line 11, ended by itself",
            "    11: t = asyncio.create_task(work())",
        ]


def test_a_loop_in_another_thread(watched: Watch) -> None:
    seen = watched(
        f"{WORK}import threading\nasync def main():\n    await work('x')\n    await asyncio.create_task(work('y'))\n"
        "t = threading.Thread(target=lambda: asyncio.run(main()), name='other')\nt.start()\nt.join()"
    )
    assert seen.lives == [
        "thread other: 14, ended in other",
        "file x: 3 in other, with 3 in other",
        "task Task-1 (work): 12 in other, ended in other",
        "file y: 3 in Task-1 (work), with 3 in Task-1 (work)",
    ]


def test_cancellation_is_an_exception_of_the_await_where_it_arrived(watched: Watch) -> None:
    source = (
        "t = asyncio.create_task(for_ever())\nawait asyncio.sleep(0)\nt.cancel()\n"
        "try:\n    await t\nexcept asyncio.CancelledError:\n    pass"
    )
    assert text(watched, source)[-1] == (
        "! CancelledError raised on line 6 in Task-1 (for_ever): caught on line 15 in MainThread"
    )


def test_cancellation_that_the_task_catches(watched: Watch) -> None:
    seen = watched(
        "import asyncio\nasync def work():\n    try:\n        await asyncio.sleep(9)\n"
        "    except asyncio.CancelledError:\n"
        "        open('a', 'w').close()\n        raise\n    finally:\n"
        "        await asyncio.sleep(0)\nasync def main():\n"
        "    t = asyncio.create_task(work())\n    await asyncio.sleep(0)\n    t.cancel()\n"
        "    await asyncio.wait([t])\nasyncio.run(main())"
    )
    assert seen.exceptions == ["CancelledError: 4 in Task-1 (work), not caught"]
    assert seen.lives == [
        "task Task-1 (work): 11, ended",
        "file a: 6 in Task-1 (work), call close() 6 in Task-1 (work)",
    ]
    seen = watched(
        "import asyncio\nasync def work():\n    try:\n        await asyncio.sleep(9)\n"
        "    except asyncio.CancelledError:\n"
        "        pass\nasync def main():\n    t = asyncio.create_task(work())\n"
        "    await asyncio.sleep(0)\n    t.cancel()\n"
        "    await t\nasyncio.run(main())"
    )
    assert seen.exceptions == ["CancelledError: 4 in Task-1 (work), caught 5 in Task-1 (work)"]


@pytest.mark.parametrize("block", ["async with asyncio.timeout(0):\n    await asyncio.sleep(9)", "ONE LINE"])
def test_a_timeout_is_because_of_a_cancellation(watched: Watch, block: str) -> None:
    one_line = block == "ONE LINE"
    block = "async with asyncio.timeout(0): await asyncio.sleep(9)" if one_line else block
    source = "try:\n" + "".join(f"    {line}\n" for line in block.splitlines()) + "except TimeoutError:\n    pass"
    assert text(watched, source)[1:] == [
        f"! CancelledError raised on line {11 if one_line else 12}: not caught",
        f"! TimeoutError raised on line 11, because of CancelledError ✕1: caught on line {12 if one_line else 13}",
    ]


def test_a_group_cancels_the_siblings(watched: Watch) -> None:
    source = (
        "try:\n    async with asyncio.TaskGroup() as group:\n        group.create_task(for_ever())\n"
        "        group.create_task(fail())\nexcept* ValueError:\n    pass"
    )
    assert text(watched, source) == [
        "2 tasks started: 1 cancelled, 1 failed with ValueError.",
        "In MainThread:",
        "○ task Task-1 (for_ever)  started on line 12, ended, cancelled",
        "    12: group.create_task(for_ever())",
        "○ task Task-2 (fail)      started on line 13, ended, failed with ValueError",
        "    13: group.create_task(fail())",
        "! ValueError raised on line 8 in Task-2 (fail): not caught (no)",
        "! CancelledError raised on line 6 in Task-1 (for_ever): not caught",
        "! ExceptionGroup raised on line 11 in MainThread: caught on line 14"
        " (unhandled errors in a TaskGroup (1 sub-exception))",
    ]


def test_a_watched_task_still_complains_about_an_error_that_nobody_has_seen(watched: Watch) -> None:
    complaints: list[str] = []
    watched(
        f"{WORK}async def main():\n"
        "    asyncio.get_running_loop().set_exception_handler(lambda _, what: complaints.append(what['message']))\n"
        "    t = asyncio.create_task(fail())\n    await asyncio.wait([t])\nasyncio.run(main())",
        complaints=complaints,
    )
    gc.collect()
    assert complaints == ["Task exception was never retrieved"]


def test_no_task_is_kept_alive(watched: Watch) -> None:
    references: list[weakref.ref[Any]] = []
    watched(
        f"{WORK}import weakref\nasync def main():\n    t = asyncio.create_task(work())\n"
        "    references.append(weakref.ref(t))\n    await t\nasyncio.run(main())",
        references=references,
    )
    gc.collect()
    assert references[0]() is None


def test_where_everything_is_kept_a_task_is_too(watched: Watch) -> None:
    kept: list[object] = []
    watched(f"{WORK}async def main():\n    await asyncio.create_task(fail())\n{RUN}", keep_in=kept)
    assert [type(thing).__name__ for thing in kept] == ["Task"]


def test_afterwards_everything_is_as_before(watched: Watch) -> None:
    owners = (asyncio.BaseEventLoop, asyncio.StreamWriter, asyncio.StreamReader)
    before = [dict(vars(owner)) for owner in owners]
    watched(f"{WORK}async def main():\n    await asyncio.create_task(work())\n{RUN}")
    assert [dict(vars(owner)) for owner in owners] == before


def test_each_recording_numbers_anew() -> None:
    source = f"{WORK}async def main():\n    await asyncio.create_task(work())\nasyncio.run(main())"
    recorder = Recorder(lambda code: True if code.co_filename == "<twice>" else None)
    recorder.install()
    recordings = []
    for _ in range(2):
        recorder.start()
        exec(compile(source, "<twice>", "exec"), {})
        recordings.append(recorder.stop())
    recorder.uninstall()
    assert [recording.lives[0].name for recording in recordings] == ["Task-1 (work)"] * 2


def test_a_recording_that_begins_in_a_task_has_it_as_the_main_one() -> None:
    async def main() -> Any:
        world: dict[str, Any] = {}
        exec(compile(WORK, "<inside>", "exec"), world)
        with Recorder(lambda code: True if code.co_filename == "<inside>" else None) as recorder:
            await world["work"]()
            exec(compile("t = asyncio.create_task(work('b'))", "<inside>", "exec"), world)
            await world["t"]
        return recorder.recording

    seen = asyncio.run(main())
    assert seen.lanes == ["MainThread", "Task-1 (work)"]
    assert threading.current_thread() is threading.main_thread()


def test_a_process_that_the_loop_has_waited_for_has_ended(watched: Watch) -> None:
    seen = watched(
        "import asyncio, subprocess, sys\nasync def main():\n"
        "    p = await asyncio.create_subprocess_exec(sys.executable, '-c', '', stdin=subprocess.PIPE)\n"
        "    await p.communicate(b'')\nasyncio.run(main())"
    )
    assert (seen.error, seen.lives) == (None, ["process python: 3, ended"])

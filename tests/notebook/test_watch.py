"""`watch` in a real kernel: the picture under each kind of cell, and nothing left behind."""

from typing import Any

import pytest

from leakproof.notebook import watch
from leakproof.notebook.refusals import Refused

Kernel = Any

SETUP = """
import builtins, io, os, sys, threading
from leakproof.notebook import watch
real = open, builtins.open, io.open, os.open, os.close, threading.Lock, threading.Thread.start, sys.gettrace()
def helper(name):
    file = open(name, "w")
    return file
"""
UNCHANGED = "assert real == (" + SETUP.partition("real = ")[2].partition("\n")[0] + ")"

CELLS = {
    "ordinary": (
        "watch()\nwith open('a', 'w') as f:\n    f.write('x')",
        "1 file opened: closed by with.\n"
        "● file a  opened on line 2, write() on line 3, closed by with on line 2\n"
        "    2: with open('a', 'w') as f:",
    ),
    "managers": (
        "class Till:\n    def __enter__(self): pass\n    def __exit__(self, *error): return True\n"
        "watch(managers=True)\nwith Till():\n    1 / 0",
        "1 manager entered.\n"
        "● manager Till  entered on line 5, saw ZeroDivisionError, kept it\n"
        "    5: with Till():\n"
        "! ZeroDivisionError raised on line 6: caught on line 5 (division by zero)",
    ),
    "nothing opened": ("watch()\nx = 1", "Nothing was opened."),
    "a leak": (
        "watch()\nf = open('a', 'w')",
        "1 file opened: LEAKED.\n▶ file a  opened on line 2, LEAKED: still open at the end\n    2: f = open('a', 'w')",
    ),
    "all on one line": (
        "watch(); open('a', 'w').close()",
        "1 file opened: closed by close().\n"
        "● file a  opened on line 1, closed by close() on line 1\n"
        "    1: watch(); open('a', 'w').close()",
    ),
    "inside a block": (
        "if True:\n    watch()\n    open('a', 'w').close()",
        "1 file opened: closed by close().\n"
        "● file a  opened on line 3, closed by close() on line 3\n"
        "    3: open('a', 'w').close()",
    ),
    "with await": (
        "import asyncio\nwatch()\nf = open('a', 'w')\nawait asyncio.sleep(0)\nf.close()",
        "1 file opened: closed by close().\n"
        "● file a  opened on line 3, closed by close() on line 5\n"
        "    3: f = open('a', 'w')",
    ),
    "with tasks": (
        "import asyncio\nasync def work(name):\n    with open(name, 'w'):\n        await asyncio.sleep(0)\nwatch()\n"
        "await asyncio.gather(work('a'), work('b'))\nawait asyncio.create_task(work('c'), name='mine')",
        "6 resources opened: 3 released by with, 3 ended by themselves.\n"
        "In MainThread:\n"
        "○ task Task-1 (work)  started on line 6, ended by itself\n"
        "    6: await asyncio.gather(work('a'), work('b'))\n"
        "○ task Task-2 (work)  started on line 6, ended by itself\n"
        "    6: await asyncio.gather(work('a'), work('b'))\n"
        "○ task mine           started on line 7, ended by itself\n"
        "    7: await asyncio.create_task(work('c'), name='mine')\n"
        "In Task-1 (work):\n"
        "● file a              opened on line 3, closed by with on line 3\n"
        "    3: with open(name, 'w'):\n"
        "In Task-2 (work):\n"
        "● file b              opened on line 3, closed by with on line 3\n"
        "    3: with open(name, 'w'):\n"
        "In mine:\n"
        "● file c              opened on line 3, closed by with on line 3\n"
        "    3: with open(name, 'w'):",
    ),
    "with an asynchronous generator": (
        "async def numbers():\n    yield 1\nwatch()\nasync for n in numbers():\n    pass",
        "1 async generator started: ended by itself.\n"
        "○ async generator numbers  started on line 4, ended by itself on line 4\n"
        "    4: async for n in numbers():",
    ),
    "by other names": (
        "import tempfile\nfrom pathlib import Path\nwatch()\nPath('a').write_text('x')\n"
        "with tempfile.TemporaryDirectory():\n    pass\nlock = threading.Lock()\n_ = lock.acquire()",
        "3 resources opened: 1 released by with, 1 by write_text(), 1 LEAKED.\n"
        "● file a            opened on line 4, write() on line 4, closed by write_text() on line 4\n"
        "    4: Path('a').write_text('x')\n"
        "● temporary folder  made on line 5, removed by with on line 5\n"
        "    5: with tempfile.TemporaryDirectory():\n"
        "▶ lock              taken on line 8, LEAKED: still held at the end\n"
        "    8: _ = lock.acquire()",
    ),
    "captured output": ("%%capture\nwatch()\nopen('a', 'w').close()", None),
}


@pytest.fixture(scope="module")
def prepared(kernel: Kernel) -> Kernel:
    assert kernel.run(SETUP).errors == []
    return kernel


@pytest.fixture(autouse=True)
def _afterwards_the_kernel_is_as_before(request: pytest.FixtureRequest) -> object:
    yield
    if "prepared" in request.fixturenames:
        assert request.getfixturevalue("prepared").run(UNCHANGED).errors == []


@pytest.mark.parametrize(("source", "text"), CELLS.values(), ids=CELLS)
def test_the_picture_under_a_cell(prepared: Kernel, source: str, text: str | None) -> None:
    shown = prepared.run(source)
    assert (shown.errors, shown.texts) == ([], [text] if text else [])
    assert all(html.strip().endswith("</div>") for html in shown.htmls)


def test_a_failing_cell_has_its_traceback_and_then_its_picture(prepared: Kernel) -> None:
    shown = prepared.run("watch()\nf = open('a', 'w')\n1 / 0\nf.close()")
    assert shown.order == ["error", "display_data"]
    assert "ZeroDivisionError" in shown.errors[0]
    assert shown.texts[0].splitlines()[1:] == [
        "▶ file a  opened on line 2, LEAKED: still open at the end",
        "    2: f = open('a', 'w')",
        "! ZeroDivisionError raised on line 3: not caught (division by zero)",
    ]


def test_an_interrupted_cell_has_its_picture(prepared: Kernel) -> None:
    shown = prepared.run(
        "watch()\nf = open('a', 'w')\ntry:\n    print('waiting', flush=True)\n    threading.Event().wait()\n"
        "finally:\n    f.close()",
        interrupt_at="waiting",
    )
    assert shown.order == ["error", "display_data"]
    lines = shown.texts[0].splitlines()
    assert lines[1] == "● file a  opened on line 2, closed by close() on line 7"
    assert lines[-1].startswith("! KeyboardInterrupt raised on line ") and lines[-1].endswith(": not caught")


def test_a_function_of_another_cell(prepared: Kernel) -> None:
    shown = prepared.run(
        "watch()\nf = helper('a')\nf.close()\n"
        "from leakproof.notebook.watch import _watched\n[life] = _watched[0].recording.lives\n"
        "print(life.opened.place, life.released.place, sep='\\n')"
    )
    assert shown.errors == []
    assert shown.printed.splitlines() == [
        "Place(line=5, code='file = open(name, \"w\")', function='helper')",
        "Place(line=3, code='f.close()', function='')",
    ]


def test_a_task_that_outlives_its_cell_is_left_alone(prepared: Kernel) -> None:
    first = prepared.run(
        "import asyncio\ngo = asyncio.Event()\nasync def work():\n    f = open('a', 'w')\n    try:\n"
        "        await go.wait()\n    finally:\n        f.close()\n    open('b', 'w').close()\nwatch()\n"
        "t = asyncio.create_task(work())\nawait asyncio.sleep(0)"
    )
    assert first.texts[0].splitlines()[0] == "2 resources opened: 2 LEAKED."
    second = prepared.run("watch()\nt.cancel()\ntry:\n    await t\nexcept asyncio.CancelledError:\n    pass")
    assert second.texts == [
        "Nothing was opened.\n"
        "! CancelledError raised on line 6 in work() in Task-1 (work): caught on line 5 in MainThread"
    ]
    third = prepared.run("t = asyncio.create_task(work())\ngo.set()\nawait t")
    assert (third.texts, third.errors) == ([], [])


def test_each_cell_is_watched_for_itself(prepared: Kernel) -> None:
    first = prepared.run("watch()\nf = open('a', 'w')")
    second = prepared.run("watch()\ng = open('b', 'w')\nf.close()\ng.close()")
    third = prepared.run("h = open('c', 'w')\nh.close()")
    assert [shown.texts[0].splitlines()[0] for shown in (first, second)] == [
        "1 file opened: LEAKED.",
        "1 file opened: closed by close().",
    ]
    assert (third.texts, third.errors) == ([], [])


def test_what_a_learners_word_does_is_not_shown(prepared: Kernel) -> None:
    shown = prepared.run(
        "from leakproof.notebook import check\ndef read_and_close(path):\n    return 1\n"
        "watch()\ncheck(read_and_close)\nopen('a', 'w').close()"
    )
    assert shown.texts[-1].splitlines()[0] == "1 file opened: closed by close()."


def test_an_open_of_ones_own_stays(prepared: Kernel) -> None:
    shown = prepared.run(
        "ipythons = open\ndef open(name): return builtins.open(name + '.txt', 'w')\nwatch()\n"
        "own = open\nopen('a').close()\nassert open is own"
    )
    assert shown.texts[-1].splitlines()[1] == "● file a.txt  opened on line 2, closed by close() on line 5"
    assert prepared.run("assert open is own\nopen = ipythons").errors == []


def test_ipython_still_guards_the_standard_streams(prepared: Kernel) -> None:
    assert "IPython won't let you open fd=1" in prepared.run("watch()\nopen(1)").errors[0]


@pytest.mark.parametrize(
    ("source", "refusal", "headlines"),
    [
        (
            "watch()\nwatch()",
            "This cell is being watched already: one watch() in a cell is enough.",
            ["Nothing was opened."],
        ),
        (
            "def f():\n    watch()\nf()",
            "watch() watches a whole cell: write it as the first line of a cell, not inside a function.",
            [],
        ),
        ("%%time\nwatch()\nx = 1", "watch() cannot watch a cell that begins with %%: take that line away.", []),
    ],
)
def test_refusals_are_one_sentence(prepared: Kernel, source: str, refusal: str, headlines: list[str]) -> None:
    shown = prepared.run(source)
    assert shown.errors == [refusal]
    assert [text.splitlines()[0] for text in shown.texts] == headlines


def test_a_cell_that_is_no_python_shows_its_error_only(prepared: Kernel) -> None:
    shown = prepared.run("watch()\nx = = 1")
    assert shown.order == ["error"]
    assert "SyntaxError" in shown.errors[0]


def test_outside_of_a_notebook_it_says_where_it_works() -> None:
    with pytest.raises(Refused, match=r"^watch\(\) works in a notebook: write it as the first line of a cell\.$"):
        watch()

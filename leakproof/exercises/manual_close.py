"""Lesson 1: what is asked of the answers to 1.1, 1.2 and 1.3."""

from __future__ import annotations

import gc
import os
import socket
from collections.abc import Callable, Iterator
from typing import Any

from leakproof.judging.scenarios import (
    At,
    Draw,
    Exercise,
    Expectation,
    Folder,
    Requirement,
    Run,
    Scenario,
    ends_well,
    file_holds,
    raises,
    returns,
)

# -- 1.1 read_and_close(path) -> str

WHOLE_TEXT = Requirement(
    "Gives the whole text",
    "Compare what came back with what is in the file, from its first character to its last.",
)
UTF8 = Requirement(
    "Reads UTF-8 wherever it runs",
    "Without `encoding=\"utf-8\"` Python takes whatever the machine is set to, and machines differ.",
)
TELLS = Requirement(
    "Says so when a file cannot be read",
    "Let the error pass. Your caller knows better than your function what to do about it.",
)


def _read_and_close(draw: Draw) -> Iterator[Scenario]:
    text = draw.text(8)
    yield Scenario(
        "an ordinary file", [returns(text, WHOLE_TEXT)], [At("orders.txt")], {"orders.txt": text}, faults=True
    )
    long = draw.text(3000, last_newline=False) + "\n\n"
    path = At("shop/long orders.txt", absolute=True, as_path=True)
    yield Scenario("a long file, given as a Path", [returns(long, WHOLE_TEXT)], [path], {path.path: long})
    yield Scenario("an empty file", [returns("", WHOLE_TEXT)], [At("empty.txt")], {"empty.txt": ""})
    yield Scenario(
        "a machine whose default encoding is not UTF-8",
        [returns(text, UTF8)],
        [At("orders.txt", as_path=True)],
        {"orders.txt": text},
        locale="C",
    )
    yield Scenario(
        "a file that is not valid UTF-8",
        [raises(UnicodeDecodeError, TELLS)],
        [At("orders.txt")],
        {"orders.txt": text.encode() + b"\xff\xfe" + text.encode()},
    )
    yield Scenario("a file that is not there", [raises(FileNotFoundError, TELLS)], [At("missing.txt")])
    yield Scenario("a folder in place of the file", [raises(OSError, TELLS)], [At("shop")], {"shop": Folder})


# -- 1.2 copy_file(source, target) -> None

SAME_BYTES = Requirement(
    "The target holds the source's bytes",
    "Bytes are not text: open both files in binary mode, copy all there is, and let nothing older remain in the target.",
)
SOURCE_FIRST = Requirement(
    "Opens the source before it touches the target",
    'Opening for writing empties a file at once. Open the source first: if that fails, nothing has happened yet.',
)


def _copy_file(draw: Draw) -> Iterator[Scenario]:
    content, old = draw.content(2000), draw.content(9000)
    paths = [At("source.bin"), At("target.bin")]
    untouched = Expectation(SOURCE_FIRST, _untouched(old))
    yield Scenario(
        "an ordinary file and an older target",
        [ends_well(SAME_BYTES), file_holds("target.bin", content, SAME_BYTES)],
        paths,
        {"source.bin": content, "target.bin": old},
        faults=True,
        expect_after_fault=[untouched],
    )
    large = draw.content(300_000)
    absolute = [At("in/source.bin", absolute=True, as_path=True), At("out/target.bin", as_path=True)]
    yield Scenario(
        "a large file and no target yet",
        [ends_well(SAME_BYTES), file_holds("out/target.bin", large, SAME_BYTES)],
        absolute,
        {"in/source.bin": large, "out": Folder},
    )
    yield Scenario(
        "an empty file",
        [ends_well(SAME_BYTES), file_holds("target.bin", b"", SAME_BYTES)],
        paths,
        {"source.bin": b"", "target.bin": old},
    )
    yield Scenario(
        "no source, and an older target",
        [file_holds("target.bin", old, SOURCE_FIRST), raises(FileNotFoundError, TELLS)],
        paths,
        {"target.bin": old},
    )
    yield Scenario(
        "neither source nor target",
        [file_holds("target.bin", None, SOURCE_FIRST), raises(FileNotFoundError, TELLS)],
        paths,
    )
    yield Scenario(
        "a folder in place of the source",
        [file_holds("target.bin", old, SOURCE_FIRST), raises(OSError, TELLS)],
        paths,
        {"source.bin": Folder, "target.bin": old},
    )
    yield Scenario(
        "a target in a folder that does not exist",
        [raises(FileNotFoundError, TELLS)],
        [At("source.bin"), At("nowhere/target.bin")],
        {"source.bin": content},
    )


def _untouched(old: bytes) -> Callable[[Run], str | None]:
    """If it was the source that could not be opened, the target must be as it was."""
    holds = file_holds("target.bin", old, SOURCE_FIRST).problem

    def problem(run: Run) -> str | None:
        fault = run.fault
        opening = fault is not None and fault.name in ("open", "os.open") and fault.target == "source.bin"
        return holds(run) if opening and run.raised is not None else None

    return problem


# -- 1.3 count_leaked(action) -> int

COUNTS = Requirement(
    "Counts every descriptor that stays open",
    "Count all open descriptors of the process, before and after: not only files, and not only low numbers.",
)
NET = Requirement(
    "Gives the net number",
    "After minus before: an action that closes more than it opens gives a negative number.",
)
DROPS = Requirement(
    "Drops what the action returns",
    "While a name refers to the result it stays alive, and so does its descriptor. Call `action()` without keeping "
    "what it gives.",
)
NO_COLLECTING = Requirement(
    "Leaves the garbage collector alone",
    "A leak that the garbage collector would find one day is open today. Count without `gc`.",
)
ONCE = Requirement("Calls the action once", "An action may change things. Call it once, in the calling thread.")


def count(answer: Any, world: Any, plan: list[str]) -> Any:
    """Calls the answer with an action that follows `plan`, a list of what it opens and closes."""
    stock = [os.open(os.devnull, os.O_RDONLY) for _ in range(4)]
    kept: list[Any] = []
    calls = 0
    old = _dead_cycle() if "old cycle" in plan else -1

    def action() -> Any:
        nonlocal calls
        calls += 1
        world.step("action()")
        for what in plan:
            if what == "file":
                kept.append(open(os.devnull, "rb"))  # noqa: SIM115
            elif what == "socket":
                kept.append(socket.socket())
            elif what == "pipe":
                stock.extend(os.pipe())
            elif what == "high number":
                stock.append(os.dup2(stock[0], 200))
            elif what == "close":
                os.close(stock.pop())
            elif what == "cycle":
                _dead_cycle()
            elif what == "back and forth":
                os.close(os.dup(stock[0]))
            elif what == "result":
                return open(os.devnull, "rb")  # noqa: SIM115
        return None

    try:
        result = answer(action)
        if old >= 0:
            world.note("old cycle", _is_open(old))
        return result
    finally:
        world.note("calls", calls)
        for thing in kept:
            thing.close()
        for descriptor in stock:
            os.close(descriptor)
        gc.collect()


def _dead_cycle() -> int:
    """Opens a file that only a dead cycle refers to; gives its descriptor."""
    cycle: list[Any] = [open(os.devnull, "rb")]  # noqa: SIM115
    cycle.append(cycle)
    number: int = cycle[0].fileno()
    return number


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def _count_leaked(draw: Draw) -> Iterator[Scenario]:
    def actions(when: str, plan: list[str], leaked: int, requirement: Requirement, faults: bool = False) -> Scenario:
        expect = [returns(leaked, requirement), Expectation(ONCE, _called_once)]
        if "old cycle" in plan:
            expect.append(Expectation(NO_COLLECTING, _old_cycle_stands))
        return Scenario(when, expect, [plan], drive=f"{__name__}:count", faults=faults)

    some = draw.randrange(2, 9)
    plan = ["file", "back and forth"] * some
    yield actions(f"an action that leaks {some} files", plan, some, COUNTS, faults=True)
    yield actions("an action that leaks nothing", ["back and forth"], 0, COUNTS)
    yield actions("an action that leaks a socket and a pipe", ["socket", "pipe"], 3, COUNTS)
    yield actions("an action that leaks a descriptor with a high number", ["high number", "file"], 2, COUNTS)
    yield actions("an action that closes three and opens one", ["close", "close", "close", "file"], -2, NET)
    yield actions("an action that returns an open file", ["file", "result"], 1, DROPS)
    yield actions("an action that leaves an open file in a dead cycle", ["cycle", "file"], 2, NO_COLLECTING)
    yield actions("a dead cycle from before", ["old cycle", "file"], 1, NO_COLLECTING)


def _called_once(run: Run) -> str | None:
    calls = run.notes.get("calls", 0)
    return None if calls == 1 else f"the action was called {calls} times"


def _old_cycle_stands(run: Run) -> str | None:
    if run.notes.get("old cycle", True):
        return None
    return "the garbage collector was set to work: a file that had been lost before was closed"


EXERCISES = [
    Exercise("1.1", _read_and_close),
    Exercise("1.2", _copy_file),
    Exercise("1.3", _count_leaked),
]

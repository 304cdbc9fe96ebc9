"""Lesson 1: what is asked of the answers to 1.1, 1.2 and 1.3."""

from __future__ import annotations

import gc
import os
import socket
import threading
from collections.abc import Iterator
from typing import Any

from leakproof.judging.general import CHECK_ALONE, PUT_BACK, SAME_ERROR
from leakproof.judging.scenarios import (
    OPENINGS,
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
    raises_something,
    returns,
    returns_a,
)
from leakproof.watching.lives import Release

FEW_STEPS = 200
"""An answer that makes more of them for a long file goes nearly byte by byte, and is spared the very long one."""

TELLS = Requirement(
    "Says so when a file cannot be opened",
    "Let the error pass. Your caller knows better than your function what to do about a file that is not there.",
)


def cannot_be_opened(kind: type[OSError]) -> list[Expectation]:
    """What must come of a path that cannot be opened: the very error."""
    return [raises_something(TELLS), raises(kind, SAME_ERROR)]


# -- 1.1 read_and_close(path) -> str

TEXT = Requirement(
    "Returns a text",
    "A `return` gives the text to whoever called, and the text is a `str`: neither bytes, nor lines, nor the file.",
)
PATHS = Requirement(
    "Takes a path of either kind",
    "A path may be a `str` or a `Path`. `open()` takes both, but a method of one is missing in the other. `Path(path)` "
    "makes one kind of both.",
)
WHOLE_TEXT = Requirement(
    "Gives the whole text",
    "Compare what came back with what is in the file, from its first character to its last, ends of lines included.",
)
UTF8 = Requirement(
    "Reads UTF-8 wherever it runs",
    'Without `encoding="utf-8"` Python takes whatever the machine is set to, and machines differ.',
)
CUT = Requirement(
    "Keeps each character whole",
    "In UTF-8 a character takes one byte to four, and a block may end in the middle of one. Join the bytes of all "
    "blocks first, and decode them then.",
)
STRICT = Requirement(
    "Says so when the text is not UTF-8",
    "Replacing or leaving out what cannot be read gives your caller a text that nobody wrote. Let the error pass.",
)


def _read_and_close(draw: Draw) -> Iterator[Scenario]:
    text = draw.text(8)

    def gives(expected: str) -> list[Expectation]:
        return [
            returns_a(str, TEXT),
            Expectation(PATHS, _confuses_paths),
            Expectation(CUT, _decodes_a_part),
            Expectation(UTF8, _decodes_otherwise),
            returns(expected, WHOLE_TEXT),
        ]

    yield Scenario("an ordinary file", gives(text), [At("orders.txt")], {"orders.txt": text}, faults=True)
    long = _out_of_step(draw.text(500, last_newline=False), 100) + "\x0c\u2028\x85\x1a\x00 \n\n"
    path = At("shop/long orders.txt", absolute=True, as_path=True)
    yield Scenario("a long file, given as a Path", gives(long), [path], {path.path: long})
    yield Scenario("an empty file", gives(""), [At("empty.txt")], {"empty.txt": ""})
    yield Scenario(
        "a machine whose default encoding is not UTF-8",
        gives(text),
        [At("orders.txt", as_path=True)],
        {"orders.txt": text},
        locale="C",
    )
    yield Scenario(
        "a file that is not valid UTF-8",
        [raises_something(STRICT), raises(UnicodeDecodeError, SAME_ERROR)],
        [At("orders.txt")],
        {"orders.txt": text.encode() + b"\xff\xfe" + text.encode()},
    )
    yield Scenario("a file that is not there", cannot_be_opened(FileNotFoundError), [At("missing.txt")])
    yield Scenario("a folder in place of the file", cannot_be_opened(OSError), [At("shop")], {"shop": Folder})
    line = f"All the orders of the year {draw.randrange(1900, 2100)}, one below the other.\n"
    huge = _out_of_step(line * 20_000, 1000)  # after the first megabyte, which may be all that is read
    path = At("huge.txt", absolute=True)
    yield Scenario("a very long file", gives(huge), [path], {path.path: huge}, most_steps=FEW_STEPS)


def _out_of_step(text: str, lines: int) -> str:
    """The text, and more lines, all of whose characters of two bytes begin at an odd place: wherever a block of an
    even number of bytes ends among them, it ends in the middle of one."""
    odd = "" if len(text.encode()) % 2 else "."
    return text + odd + ("é" * 60 + ".\n") * lines


def _confuses_paths(run: Run) -> str | None:
    raised = run.raised
    if raised is None or raised["type"] not in ("AttributeError", "TypeError"):
        return None
    return run.ended() if "Path'" in raised["text"] or "'str' object" in raised["text"] else None


def _decodes_a_part(run: Run) -> str | None:
    """It was UTF-8 that it expected, and so the bytes that it had were not all of them."""
    cut = run.raised is not None and run.raised["text"].startswith("'utf-8' codec can't decode")
    return run.ended() if cut else None


def _decodes_otherwise(run: Run) -> str | None:
    if run.raised is not None:
        return run.ended() if "UnicodeError" in run.raised["bases"] and not _decodes_a_part(run) else None
    shown = str(run.returned.get("value", ""))
    return "it returned the bytes of the file, each taken for a character of its own" if "Ã" in shown else None


# -- 1.2 copy_file(source, target) -> None

ALL_BYTES = Requirement(
    "Copies all there is",
    "A `read(n)` gives at most `n` bytes. Go on until it gives none, and write all that you have read.",
)
BYTES = Requirement(
    "Copies bytes, not text",
    'Not every file is text, and text mode changes what it reads. Open both files in binary mode: `"rb"` and `"wb"`.',
)
NEW_CONTENT = Requirement(
    "Replaces what was in the target",
    "An older target may be longer than the source. Nothing of it may remain, neither before the new bytes nor after "
    "them.",
)
SOURCE_FIRST = Requirement(
    "Opens the source before it touches the target",
    "Opening for writing empties a file at once. Open the source first: if that fails, nothing has happened yet.",
)
SOURCE_KEPT = Requirement(
    "Leaves the source as it is",
    "A copy leaves two files with the same bytes. The source is only read: not moved, not emptied, not written to.",
)
OWN_FILE = Requirement(
    "Makes a file of its own",
    "A link is another name for the same file: who changes one changes both. Copy the bytes.",
)


def _copy_file(draw: Draw) -> Iterator[Scenario]:
    def copies(content: bytes, to: str, source: str = "source.bin", older: bytes = b"") -> list[Expectation]:
        return [
            Expectation(PATHS, _confuses_paths),
            Expectation(BYTES, lambda run: _takes_it_for_text(run, content, to)),
            file_holds(source, content, SOURCE_KEPT),
            Expectation(OWN_FILE, lambda run: _is_linked(run, to)),
            Expectation(NEW_CONTENT, lambda run: _something_remains(run, to, older)),
            ends_well(ALL_BYTES),
            Expectation(ALL_BYTES, lambda run: _something_is_missing(run, to, content)),
        ]

    content, old = draw.content(60), draw.content(150)
    paths = [At("source.bin"), At("target.bin")]
    both: dict[str, bytes | str | type[Folder]] = {"source.bin": content, "target.bin": old}
    yield Scenario(
        "an ordinary file and an older target",
        copies(content, "target.bin", older=old),
        paths,
        both,
        faults=True,
        expect_after_fault=[
            Expectation(SOURCE_FIRST, lambda run: _touched(run, old)),
            file_holds("source.bin", content, SOURCE_KEPT),
        ],
    )
    large = draw.content(10_000)
    apart = [At("in/source.bin", absolute=True, as_path=True), At("out/target.bin", as_path=True)]
    yield Scenario(
        "a large file and no target yet",
        copies(large, "out/target.bin", "in/source.bin"),
        apart,
        {"in/source.bin": large, "out": Folder},
        makes=["out/target.bin"],
    )
    yield Scenario("an empty file", copies(b"", "target.bin"), paths, {"source.bin": b"", "target.bin": old})
    yield Scenario(
        "no source, and an older target",
        [file_holds("target.bin", old, SOURCE_FIRST), *cannot_be_opened(FileNotFoundError)],
        paths,
        {"target.bin": old},
    )
    yield Scenario(
        "neither source nor target",
        [file_holds("target.bin", None, SOURCE_FIRST), *cannot_be_opened(FileNotFoundError)],
        paths,
        makes=["target.bin"],
    )
    yield Scenario(
        "a folder in place of the source",
        [Expectation(SOURCE_FIRST, lambda run: _touched_without_source(run, old)), *cannot_be_opened(OSError)],
        paths,
        {"source.bin": Folder, "target.bin": old},
    )
    yield Scenario(
        "a target in a folder that does not exist",
        cannot_be_opened(FileNotFoundError),
        [At("source.bin"), At("nowhere/target.bin")],
        {"source.bin": content},
    )
    huge = large * 120
    yield Scenario(
        "a very large file",
        copies(huge, "target.bin"),
        [At("source.bin", as_path=True), At("target.bin", absolute=True)],
        {"source.bin": huge},
        makes=["target.bin"],
        most_steps=FEW_STEPS,
    )


def _takes_it_for_text(run: Run, content: bytes, to: str) -> str | None:
    if run.raised is not None:
        binary = "bytes-like" in run.raised["text"] or "must be str, not bytes" in run.raised["text"]
        return run.ended() if binary or "UnicodeError" in run.raised["bases"] else None
    target = run.folder / to
    held = target.read_bytes() if target.is_file() else content
    if held == content:
        return None
    as_text = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if held not in (as_text, *(as_text.decode("utf-8", errors).encode() for errors in ("ignore", "replace"))):
        return None
    return f"{to} held what remains of the source when it is read as text"


def _something_remains(run: Run, to: str, older: bytes) -> str | None:
    target = run.folder / to
    held = target.read_bytes() if target.is_file() else b""
    if not older or not held:
        return None
    if held == older:
        return f"{to} still held its older {len(older)} bytes" + (f"; {run.ended()}" if run.raised else "")
    if held.startswith(older):
        return f"{to} began with its older {len(older)} bytes"
    if len(held) == len(older) and held.endswith(older[len(older) // 2 :]):
        return f"{to} ended with what was in it before"
    return None


def _something_is_missing(run: Run, to: str, content: bytes) -> str | None:
    """As long as the target is open, nothing can be said of what it will hold."""
    name = to.rpartition("/")[2]
    still_open = any(life.name == name and life.how is Release.NEVER for life in run.recording.lives)
    return None if still_open else file_holds(to, content, ALL_BYTES).problem(run)


def _is_linked(run: Run, name: str) -> str | None:
    target = run.folder / name
    try:
        links = target.lstat().st_nlink
    except OSError:
        return None
    return f"{name} was a link to another file" if target.is_symlink() or links > 1 else None


def _touched(run: Run, old: bytes) -> str | None:
    """If it was the source that could not be opened, the target must be as it was."""
    fault = run.fault
    if fault is None or run.raised is None or fault.name not in OPENINGS or fault.target != "source.bin":
        return None
    return file_holds("target.bin", old, SOURCE_FIRST).problem(run)


def _touched_without_source(run: Run, old: bytes) -> str | None:
    """A folder can be opened as a descriptor, and only reading it fails: that is a later failure."""
    opened = any(life.name == "source.bin" for life in run.recording.lives)
    return None if opened else file_holds("target.bin", old, SOURCE_FIRST).problem(run)


# -- 1.3 count_leaked(action) -> int

NUMBER = Requirement(
    "Returns a number",
    "How many more is an `int`, 0 included: not a list of them, and not only whether there are any.",
)
COUNTS = Requirement(
    "Counts every descriptor that stays open",
    "Count what the system has open for this process, before and after. The folder `/dev/fd` lists it.",
)
EVERY_KIND = Requirement(
    "Counts more than files",
    "Sockets and pipes are descriptors too. They have no path, so what asks for files does not find them.",
)
HIGH_NUMBERS = Requirement(
    "Counts high numbers too",
    "A descriptor can have any number up to the limit of the process. Do not try out the low ones: let the system list "
    "them all.",
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
ONCE = Requirement("Calls the action once", "An action may change things: called twice it leaks twice, or not at all.")
SAME_THREAD = Requirement(
    "Calls the action in the same thread",
    "What is called back runs where your caller is: many things, such as a connection, belong to one thread.",
)


def count(answer: Any, world: Any, plan: list[str]) -> Any:
    """Calls the answer with an action that follows `plan`, a list of what it opens and closes."""
    stock = [os.open(os.devnull, os.O_RDONLY) for _ in range(4)]
    kept: list[Any] = []
    threads: list[bool] = []
    old = _dead_cycle(stock) if "old cycle" in plan else None
    collects = "collector off" not in plan

    def action() -> Any:
        threads.append(threading.get_ident() == here)
        world.step("action()")
        for what in plan:
            if what == "file":
                kept.append(open(os.devnull, "rb"))  # noqa: SIM115
            elif what == "socket":
                kept.append(socket.socket())
            elif what == "pipe":
                stock.extend(os.pipe())
            elif what == "high number":
                stock.append(os.dup2(stock[0], _high_number()))
            elif what == "close":
                os.close(stock.pop())
            elif what == "cycle":
                _dead_cycle(stock)
            elif what == "back and forth":
                os.close(os.dup(stock[0]))
            elif what == "result":
                return open(os.devnull, "rb")
        return None

    here = threading.get_ident()
    if not collects:
        gc.disable()
    try:
        result = answer(action)
        world.note("old cycle", old is None or _is_there(old))
        return result
    finally:
        world.note("collector", gc.isenabled() is collects)
        if not collects:
            gc.enable()
        world.note("calls", len(threads))
        world.note("same thread", all(threads))
        world.note("all there", [*map(_closes, [*kept, *stock])].count(False) == 0)
        gc.collect()


def _high_number() -> int:
    try:
        import resource
    except ImportError:  # Windows
        return 200
    return min(3000, resource.getrlimit(resource.RLIMIT_NOFILE)[0] - 10)


def _dead_cycle(stock: list[int]) -> tuple[int, int]:
    """Leaves one end of a pipe open, as a file that only a dead cycle refers to; gives its number, and what tells it
    from others. The other end goes to the `stock`."""
    reading, writing = os.pipe()
    stock.append(writing)
    cycle: list[Any] = [open(reading, "rb")]  # noqa: SIM115
    cycle.append(cycle)
    return reading, os.fstat(reading).st_ino


def _is_there(old: tuple[int, int]) -> bool:
    number, identity = old
    try:
        return os.fstat(number).st_ino == identity
    except OSError:
        return False


def _closes(thing: Any) -> bool:
    """Whether it was still open, and now is closed."""
    try:
        os.close(thing) if isinstance(thing, int) else thing.close()
    except OSError:
        return False
    return True


def _count_leaked(draw: Draw) -> Iterator[Scenario]:
    def actions(when: str, plan: list[str], leaked: int, requirement: Requirement, faults: bool = False) -> Scenario:
        expect = [
            Expectation(ONCE, _called_once),
            Expectation(SAME_THREAD, _called_here),
            Expectation(CHECK_ALONE, _all_there),
            returns_a(int, NUMBER),
            Expectation(NET, lambda run: _turned_round(run, leaked)),
            returns(leaked, requirement),
        ]
        if "old cycle" in plan:
            expect.insert(0, Expectation(NO_COLLECTING, _old_cycle_stands))
        if "collector off" in plan:
            expect.append(Expectation(PUT_BACK, _collector_as_it_was))
        return Scenario(when, expect, [plan], drive=f"{__name__}:count", faults=faults)

    some = draw.randrange(2, 9)
    plan = ["file", "back and forth"] * some
    yield actions(f"an action that leaks {some} files", plan, some, COUNTS, faults=True)
    yield actions("an action that leaks nothing", ["back and forth"], 0, COUNTS)
    yield actions("an action that leaks a socket and a pipe", ["socket", "pipe"], 3, EVERY_KIND)
    yield actions("an action that leaks a descriptor with a high number", ["high number", "file"], 2, HIGH_NUMBERS)
    yield actions("an action that closes three and opens one", ["close", "close", "close", "file"], -2, NET)
    yield actions("an action that returns an open file", ["file", "result"], 1, DROPS)
    yield actions("an action that leaves an open file in a dead cycle", ["cycle", "file"], 3, NO_COLLECTING)
    yield actions("a dead cycle from before", ["old cycle", "file"], 1, NO_COLLECTING)
    yield actions("a garbage collector that is off already", ["collector off", "file"], 1, COUNTS)


def _all_there(run: Run) -> str | None:
    return None if run.notes.get("all there") is True else "it had closed what the action had left open"


def _turned_round(run: Run, leaked: int) -> str | None:
    turned = run.raised is None and leaked > 0 and run.returned.get("value") == -leaked
    return f"it returned {-leaked}, not {leaked}: before minus after" if turned else None


def _called_once(run: Run) -> str | None:
    calls = run.notes.get("calls")
    return None if calls == 1 else f"the action was called {calls} times"


def _called_here(run: Run) -> str | None:
    return "the action was called in another thread" if run.notes.get("same thread") is not True else None


def _old_cycle_stands(run: Run) -> str | None:
    if run.raised is not None or run.notes.get("old cycle") is True:
        return None
    return "the garbage collector was set to work: a file that had been lost before was closed"


def _collector_as_it_was(run: Run) -> str | None:
    return "the garbage collector was off before, and on afterwards" if run.notes.get("collector") is False else None


EXERCISES = [
    Exercise("1.1", _read_and_close),
    Exercise("1.2", _copy_file),
    Exercise("1.3", _count_leaked),
]

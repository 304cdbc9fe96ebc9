"""Lesson 5: what is asked of the answers to 5.1, 5.2, 5.3, 5.4 and 5.5."""

from __future__ import annotations

import abc
import collections
import errno
import io
import itertools
import operator
import os
import select
import socket
import struct
import threading
import types
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from leakproof.judging.general import SAME_ERROR
from leakproof.judging.handed import Handed
from leakproof.judging.scenarios import (
    BLOCKS,
    Check,
    Draw,
    Exercise,
    Expectation,
    Requirement,
    Run,
    Scenario,
    returns,
)
from leakproof.judging.values import describe, encode

# -- what several exercises ask

SAME_THREAD = Requirement(
    "Calls back in the same thread",
    "What is called back runs where your caller is: many things, such as a connection, belong to one thread.",
)


class Callback(Handed):
    """Something to call, without arguments: false in a boolean test. It counts its calls, and gives `result`."""

    def __init__(self, world: Any, name: str, result: Any = None, error: BaseException | None = None) -> None:
        super().__init__()
        self._world, self._name, self._result, self._error = world, name, result, error
        self._thread = threading.get_ident()
        self.calls = 0
        world.note("same thread", True)

    def __call__(self) -> Any:
        self.calls += 1
        if threading.get_ident() != self._thread:
            self._world.note("same thread", False)
        self._world.step(f"{self._name}()")
        if self._error is not None:
            raise self._error
        return self._result


def _in_same_thread(run: Run) -> str | None:
    return "it was called in another thread" if run.notes.get("same thread") is False else None


def _comes_out(name: str, requirement: Requirement, called: str = "") -> Expectation:
    """The very error that was raised under this name must leave the block; if the name is empty, none may. It is
    `called` something else in a report, where nothing may have raised it."""

    def problem(run: Run) -> str | None:
        if (run.raised["injected"] if run.raised else "") == name and (name or run.raised is None):
            return None
        what = called or f"the {run.notes.get(f'type of {name}', 'error')} that was raised"
        due = f", not {what}" if name else ""
        return (run.ended() if run.raised else "nothing came out of the block") + due

    return Expectation(requirement, problem)


def _on_purpose(world: Any, name: str, error: BaseException) -> BaseException:
    """What is going to be raised is known to the judge by this name from now on."""
    world.injected[name] = error
    world.note(f"type of {name}", type(error).__name__)
    return error


# -- 5.1 class IgnoreMissing

IGNORES = Requirement(
    "Suppresses a missing file",
    "`FileNotFoundError` ends with the block: `__exit__` has to return something true then. Its type says what it is, "
    "not its text or its number.",
)
SUBCLASSES = Requirement(
    "Suppresses the subclasses too",
    "A subclass of `FileNotFoundError` is a `FileNotFoundError` as well. `is` and `==` compare types, `issubclass` "
    "knows their bases.",
)
OTHERS_PASS = Requirement(
    "Lets every other error pass",
    "Only a `FileNotFoundError` is suppressed: no other `OSError`, whatever its number is, no group, and no Ctrl-C.",
)
GOOD_BLOCK = Requirement(
    "A good block ends well",
    "After a good block `__exit__` gets `None` three times, and `None` is neither a type nor an error. Ask for it "
    "first.",
)
AT_FIRST = Requirement(
    "ignored is None before the first use",
    "`.ignored` can be asked for at any time, also before the first block. Give it a value when the object is made.",
)
IGNORED = Requirement(
    "ignored is the suppressed error itself",
    "What `.ignored` gives is the exception object, not its type, its text or a copy.",
)
ONLY_SUPPRESSED = Requirement(
    "ignored tells only of what was suppressed",
    "An error that passes is known to your caller already. `.ignored` is `None` after it.",
)
LAST_BLOCK = Requirement(
    "ignored tells of the last block",
    "The object can be used again. After a block in which nothing was suppressed `.ignored` is `None`, whatever it was "
    "before.",
)
UNTIL_FINISHED = Requirement(
    "ignored stays until the next block has finished",
    "As long as a block runs, the last *finished* block is the one before it. Set `.ignored` on leaving, not on "
    "entering.",
)
AGAIN = Requirement(
    "Can be used again",
    "The object can be used for one block after another, and does the same each time.",
)
ITS_OWN = Requirement(
    "Each object has an ignored of its own",
    "What belongs to one object is set on `self`. On the class, or in a global name, all objects share it.",
)


class LostFile(FileNotFoundError):
    """A missing file, as a library may call it."""


class LostPage(LostFile):
    """One more step down."""


class Marked:
    """A base that comes before the one that matters."""


class LostRow(Marked, FileNotFoundError):
    """A missing file whose first base is something else."""


class LostInCache(LookupError, FileNotFoundError):
    """A missing file, and a `LookupError` too."""


class DiskError(OSError):
    """No missing file, whatever its number is."""


class Halt(BaseException):
    """No `Exception`."""


_SUPPRESSED: dict[str, Callable[[], BaseException]] = {
    "FileNotFoundError": lambda: FileNotFoundError(errno.ENOENT, "No such file or directory", "orders.txt"),
    "FileNotFoundError without a number": lambda: FileNotFoundError("orders.txt"),
    "FileNotFoundError with another number": lambda: FileNotFoundError(errno.EACCES, "Permission denied"),
    "a subclass of it": lambda: LostFile(errno.ENOENT, "No such page"),
    "a subclass of a subclass": LostPage,
    "a subclass with another first base": lambda: LostRow("no such row"),
    "a subclass that is a LookupError too": lambda: LostInCache("no such entry"),
}
_PASSING: dict[str, Callable[[], BaseException]] = {
    "an ordinary exception": lambda: Exception("no such file"),
    "KeyError": lambda: KeyError("FileNotFoundError"),
    "OSError": lambda: OSError(errno.EIO, "Input/output error"),
    "OSError without a number": lambda: OSError("No such file or directory"),
    "PermissionError": lambda: PermissionError(errno.ENOENT, "No such file or directory", "orders.txt"),
    "FileExistsError": lambda: FileExistsError(errno.EEXIST, "File exists", "orders.txt"),
    "NotADirectoryError": lambda: NotADirectoryError(errno.ENOTDIR, "Not a directory", "orders.txt"),
    "an OSError class of its own with the number ENOENT": lambda: DiskError(errno.ENOENT, "No such file or directory"),
    "another class called FileNotFoundError": lambda: type("FileNotFoundError", (OSError,), {})("orders.txt"),
    "an error that FileNotFoundError caused": lambda: _caused(RuntimeError("failed"), FileNotFoundError("orders.txt")),
    "KeyboardInterrupt": KeyboardInterrupt,
    "SystemExit": lambda: SystemExit("orders.txt"),
    "GeneratorExit": GeneratorExit,
}
_NOTHING = "nothing"


def _caused(error: BaseException, cause: BaseException) -> BaseException:
    error.__cause__ = cause
    return error


def ignore(answer: Any, world: Any, plan: list[list[Any]]) -> None:
    """Runs one block after another: each with one of two objects, raising something. Notes what `ignored` was before
    it, in it, and after it, and what the other object had then."""
    managers = [answer() for _ in range(1 + max(which for which, _ in plan))]
    errors: list[BaseException | None] = []
    seen: list[dict[str, Any]] = []
    world.note("seen", seen)

    def ignored(which: int) -> str:
        if not hasattr(managers[which], "ignored"):
            return "missing"
        value = managers[which].ignored
        number = next((number for number, error in enumerate(errors) if error is value), None)
        return "None" if value is None else type(value).__name__ if number is None else str(number)

    for which, kind in plan:
        error = None if kind == _NOTHING else {**_SUPPRESSED, **_PASSING}[kind]()
        said = {"before": ignored(which)}
        errors.append(error)
        seen.append(said)
        try:
            with managers[which]:
                said["inside"] = ignored(which)
                if error is not None:
                    raise error
            said["ended"] = "well"
        except BaseException as raised:
            if raised is not error:
                raise
            said["ended"] = "raised"
        said["after"] = ignored(which)
        said["other"] = ignored(1 - which) if len(managers) == 2 else ""


def _ignore_missing(_: Draw) -> Iterator[Scenario]:
    def blocks(when: str, *plan: Any) -> Scenario:
        uses = [use if isinstance(use, tuple) else (0, use) for use in plan]
        return Scenario(when, _expected_of(uses), [uses], drive=f"{__name__}:ignore")

    missing, subclass, *more = _SUPPRESSED
    yield blocks("a block that raises FileNotFoundError", missing)
    for kind in (subclass, *more):
        yield blocks(f"a block that raises {kind}", kind)
    yield blocks("a block that raises nothing", _NOTHING)
    for kind in _PASSING:
        yield blocks(f"a block that raises {kind}", kind)
    yield blocks("three good blocks in a row", _NOTHING, _NOTHING, _NOTHING)
    yield blocks("a good block after one that was suppressed", missing, _NOTHING, subclass)
    yield blocks("two blocks in a row that are suppressed", subclass, missing, missing)
    for kind in ("PermissionError", "KeyboardInterrupt"):
        yield blocks(f"a block that raises {kind} after one that was suppressed", missing, kind, _NOTHING, missing)
    yield blocks("two objects", (0, missing), (1, _NOTHING), (1, subclass), (0, "OSError"), (0, missing))


def _expected_of(plan: list[tuple[int, str]]) -> list[Expectation]:
    last, two = ["None", "None"], any(which for which, _ in plan)
    expected = []
    for number, (which, kind) in enumerate(plan):
        before = last[which]
        last[which] = str(number) if kind in _SUPPRESSED else "None"
        ended = "raised" if kind in _PASSING else "well"
        other = last[1 - which] if two else ""
        expected.append({"before": before, "ended": ended, "after": last[which], "other": other})
    kinds = [kind for _, kind in plan]

    def differs(moment: str, wrong: str = "") -> Check:
        """How `ignored` was not what it must be at the `moment`; only if that was the error of an ``earlier`` block,
        or of ``this`` one, where that is said."""

        def problem(run: Run) -> str | None:
            for number, (due, said) in enumerate(zip(expected, run.notes.get("seen", []), strict=False)):
                found = said.get(moment, due[moment])
                if found == due[moment]:
                    continue
                if wrong == "earlier" and not (found.isdecimal() and int(found) < number):
                    continue
                if wrong == "this" and found != str(number):
                    continue
                return f"{_MOMENTS[moment]} {_ignored(found, kinds)}, not {_ignored(due[moment], kinds)}"
            return None

        return problem

    return [
        Expectation(AT_FIRST, _at_first),
        Expectation(AGAIN, lambda run: _wears_out(run, expected, plan)),
        Expectation(GOOD_BLOCK, lambda run: _ended(run, expected, kinds, [_NOTHING])),
        Expectation(IGNORES, lambda run: _ended(run, expected, kinds, list(_SUPPRESSED)[:3])),
        Expectation(SUBCLASSES, lambda run: _ended(run, expected, kinds, list(_SUPPRESSED)[3:])),
        Expectation(OTHERS_PASS, lambda run: _swallowed(run, expected, kinds)),
        Expectation(SAME_ERROR, lambda run: run.ended() if run.raised else None),
        Expectation(UNTIL_FINISHED, lambda run: _changed_on_entering(run, kinds)),
        Expectation(LAST_BLOCK, differs("after", "earlier")),
        Expectation(ONLY_SUPPRESSED, differs("after", "this")),
        Expectation(IGNORED, differs("after")),
        Expectation(ITS_OWN, differs("other")),
        Expectation(ITS_OWN, differs("before")),
    ]


_MOMENTS = {
    "before": "before a block ignored was",
    "after": "after the block ignored was",
    "other": "after a block of another object ignored was",
}


def _ignored(what: str, kinds: list[str]) -> str:
    if what == "missing":
        return "not there"
    return f"the {kinds[int(what)].removeprefix('an ')} of block {int(what) + 1}" if what.isdecimal() else what


def _at_first(run: Run) -> str | None:
    first = next((said["before"] for said in run.notes.get("seen", [])), "None")
    return None if first == "None" else "there was no ignored" if first == "missing" else f"ignored was {first}"


def _wears_out(run: Run, expected: list[dict[str, str]], plan: list[tuple[int, str]]) -> str | None:
    """Whether a block of an object that has been used before was the first that ended as it must not."""
    used: set[int] = set()
    for due, said, (which, kind) in zip(expected, run.notes.get("seen", []), plan, strict=False):
        if said.get("ended") != due["ended"]:
            ending = run.ended() if run.raised else f"{kind} came out"
            return f"of a later block {ending}" if which in used and due["ended"] == "well" else None
        used.add(which)
    return None


def _changed_on_entering(run: Run, kinds: list[str]) -> str | None:
    for said in run.notes.get("seen", []):
        before, inside = said["before"], said.get("inside", said["before"])
        if before != inside:
            return f"in the next block ignored was {_ignored(inside, kinds)}, before it {_ignored(before, kinds)}"
    return None


def _ended(run: Run, expected: list[dict[str, str]], kinds: list[str], of: list[str]) -> str | None:
    """Whether a block of those kinds ended badly that ought to have ended well."""
    for due, said, kind in zip(expected, run.notes.get("seen", []), kinds, strict=False):
        if kind in of and said.get("ended") != due["ended"]:
            return run.ended() if run.raised else f"{kind} came out"
    return None


def _swallowed(run: Run, expected: list[dict[str, str]], kinds: list[str]) -> str | None:
    for due, said, kind in zip(expected, run.notes.get("seen", []), kinds, strict=False):
        if due["ended"] == "raised" and said.get("ended") == "well":
            return f"nothing came out of the block that raised {kind}"
    return None


# -- 5.2 class PipeWriter(stream, on_gone)

ITSELF = Requirement(
    "Gives itself",
    "`with PipeWriter(stream, on_gone) as writer:` needs an `__enter__` that returns `self`.",
)
ALL_WRITTEN = Requirement(
    "Writes all of the data",
    "The `write` of a raw stream may take only a part, and returns how many bytes that was. Go on with the rest until "
    "nothing is left, before your `write` returns.",
)
FLUSHES = Requirement(
    "flush empties the buffer",
    "What is buffered has not left yet. Your `flush` calls that of the stream.",
)
CALL_RAISES = Requirement(
    "The call raises when the peer is gone",
    "The block has to stop where the peer is gone: after noting the error, let `write` and `flush` raise it again, the "
    "same object.",
)
QUIET = Requirement(
    "Ends quietly when the peer is gone",
    "The error that this stream raised in `write` or `flush` ends the block, and goes no further. That holds for both "
    "types and for their subclasses, and each time that it happens.",
)
QUIET_CLOSE = Requirement(
    "Ends quietly when the closing finds the peer gone",
    "Closing empties the buffer, and may be the first to find that nobody reads any more, or find it once more. Catch "
    "the two errors there too.",
)
CALLED = Requirement(
    "Calls on_gone whenever the peer is gone",
    "Your caller wants to know in every such case: when `write`, `flush` or the closing found it, also when the block "
    "caught the error, or raised something else.",
)
CALLED_ONCE = Requirement(
    "Calls on_gone once",
    "The peer goes only once, however many calls find it gone. Note it where it happens, and call `on_gone()` in one "
    "place.",
)
AT_THE_EXIT = Requirement(
    "Calls on_gone at the exit",
    "Inside the block nothing is decided yet. `write` and `flush` only note that the peer is gone, and `__exit__` "
    "calls.",
)
ONLY_GONE = Requirement(
    "Calls on_gone only when the peer is gone",
    "Neither a good block nor another error means that the peer is gone, and the same error from another stream tells "
    "nothing about this one.",
)
OTHER_ERRORS = Requirement(
    "Lets the stream's other errors pass",
    "A full disk or a timeout is no peer that is gone. Only `BrokenPipeError` and `ConnectionResetError` with their "
    "subclasses are, whatever number an error has.",
)
FROM_ELSEWHERE = Requirement(
    "Lets the same error from elsewhere pass",
    "A `BrokenPipeError` may come from anything else that the block does. Its type does not tell whose it is: keep the "
    "very object that this stream raised, and compare with `is`.",
)
RAISED_AFTER = Requirement(
    "What the block raises otherwise passes",
    "That the peer is gone suppresses the stream's own error only. Whatever else ends the block is what your caller "
    "sees, also when the closing then finds the peer gone.",
)
ON_GONE_FAILS = Requirement(
    "The error of on_gone passes",
    "`on_gone` is your caller's own, and so is its error, of whatever type it is. Call it where no `except` of yours "
    "can take it for the stream's.",
)
CLOSES = Requirement(
    "Closes the stream on every way out",
    "After a good block, after an error, and after Ctrl-C too: `__exit__` sees them all. Let it close before it asks "
    "what happened.",
)
CLOSED_GONE = Requirement(
    "Closes the stream when the peer is gone too",
    "Nobody reads any more, and yet the descriptor is there until the stream is closed: on every way out.",
)


class PipeGone(BrokenPipeError):
    """As a library may call it."""


class PeerReset(ConnectionResetError):
    """As a library may call it."""


GONE: dict[str, Callable[[], OSError]] = {
    "BrokenPipeError": lambda: BrokenPipeError(errno.EPIPE, "Broken pipe"),
    "ConnectionResetError": lambda: ConnectionResetError(errno.ECONNRESET, "Connection reset by peer"),
    "a subclass of BrokenPipeError": lambda: PipeGone("gone"),
    "a subclass of ConnectionResetError": lambda: PeerReset("gone"),
    "BrokenPipeError without a number": BrokenPipeError,
}
NOT_GONE: dict[str, Callable[[], BaseException]] = {
    "OSError for a full disk": lambda: OSError(errno.ENOSPC, "No space left on device"),
    "ConnectionAbortedError": lambda: ConnectionAbortedError(errno.ECONNABORTED, "Software caused connection abort"),
    "ConnectionError": lambda: ConnectionError("connection lost"),
    "an OSError class of its own with the number EPIPE": lambda: DiskError(errno.EPIPE, "Broken pipe"),
    "TimeoutError": lambda: TimeoutError(errno.ETIMEDOUT, "Connection timed out"),
    "ValueError": lambda: ValueError("no such thing"),
    "KeyboardInterrupt": KeyboardInterrupt,
}


class RawPipe(io.RawIOBase):
    """A raw stream: false in a boolean test, takes only part of the data, and raises what it is told to."""

    def __init__(self, world: Any, takes: list[int]) -> None:
        super().__init__()
        self._world, self._takes = world, takes
        self._life: Any = None
        self._is_closed = False
        self.is_over = False
        """What the garbage collector does from now on is not asked."""
        self._fails: tuple[str, int, Callable[[], BaseException], bool] | None = None
        self.calls = 0
        self.received = b""
        self.raised: list[BaseException] = []

    def lend(self) -> None:
        """From now on the answer has to close it."""
        self._life = self._world.lend("stream")

    def fail(self, call: str, number: int, error: Callable[[], BaseException], lasting: bool) -> None:
        """From now on the call of this number raises, once; or, if `lasting`, that one and all after it."""
        self._fails = call, number, error, lasting

    def write(self, data: Any, /) -> int:
        """Takes at least one byte, and says how many it took."""
        if self.is_over:
            return len(data)
        self._may_fail("write")
        size = self._takes[self.calls % len(self._takes)]
        self.calls += 1
        part = bytes(data)[:size]
        self.received += part
        return len(part)

    def flush(self) -> None:
        """There is nothing to do."""
        self._may_fail("flush")

    def close(self) -> None:
        """It counts as closed even if this raises."""
        self._is_closed = True
        if self.is_over or self._life is None:
            return
        self._world.take_back(self._life, "close()")
        self._raise_if_due("close")

    def writable(self) -> bool:
        """Always."""
        return True

    @property
    def closed(self) -> bool:
        """Whether `close` has been called."""
        return self._is_closed

    def _may_fail(self, call: str) -> None:
        if self._is_closed:
            raise ValueError("I/O operation on closed file")
        self._world.step(f"{call}()", "stream")
        self._raise_if_due(call)

    def _raise_if_due(self, call: str) -> None:
        if self._fails is None:
            return
        due, number, error, lasting = self._fails
        if due not in (call, "any"):
            return
        self._fails = ("any", 1, error, lasting) if number == 1 and lasting else (due, number - 1, error, lasting)
        if number == 1:
            self.raised.append(error())
            raise self.raised[-1]

    def __bool__(self) -> bool:
        return False

    def __eq__(self, _: object) -> bool:
        return True

    def __hash__(self) -> int:
        return id(self)

    def __del__(self) -> None:
        """The garbage collector closes nothing."""


def write(answer: Any, world: Any, kind: str, takes: list[int], plan: list[list[Any]], on_gone: str = "") -> None:
    """Uses a PipeWriter around a stream of this kind: does in its block what the plan says, and notes what came of
    it."""
    raw = None if kind.startswith("real") else RawPipe(world, takes)
    stream: Any = _real_stream(kind) if raw is None else io.BufferedWriter(raw, 64) if kind == "buffered" else raw
    spoilt = _on_purpose(world, "on_gone", {**GONE, **NOT_GONE}[on_gone]()) if on_gone else None
    called = Callback(world, "on_gone", result=len(plan) % 2, error=spoilt)
    calls: list[list[Any]] = []
    world.note("calls", calls)
    in_block = 0
    try:
        manager = answer(stream, called)
        world.not_yet(["on_gone()"] * called.calls + ["close()"] * stream.closed)
        if raw is not None:
            raw.lend()
        with manager as given:
            world.note("itself", given is manager)
            try:
                for step in plan:
                    _act(step, manager, world, raw, calls)
                world.block()
            finally:
                world.note("called in the block", called.calls)
                in_block = len(raw.raised) if raw is not None else 0
    except BaseException as error:
        if raw is not None:
            for number, one in enumerate(raw.raised):
                if one is error:
                    _on_purpose(world, "the stream" if number < in_block else "the closing", error)
        raise
    finally:
        world.note("called", called.calls)
        world.note("closed", stream.closed)
        if raw is None:
            _close_anyway(stream)
        else:
            world.note("received", raw.received.hex())
            raw.is_over = True


def _act(step: list[Any], writer: Any, world: Any, raw: RawPipe | None, calls: list[list[Any]]) -> None:
    """One step of a plan."""
    what, *details = step
    if what == "fail":
        call, number, kind, lasting = details
        assert raw is not None
        raw.fail(call, number, {**GONE, **NOT_GONE}[kind], lasting)
    elif what == "raise":
        raise _on_purpose(world, "elsewhere", {**GONE, **NOT_GONE}[details[0]]())
    elif what == "catch":
        try:
            _act(details, writer, world, raw, calls)
        except OSError:
            return
    elif what == "catch, raise from":
        try:
            _act(details, writer, world, raw, calls)
        except OSError as error:
            raise _on_purpose(world, "elsewhere", RuntimeError("failed")) from error
    else:
        said = [what, "went well", ""]
        calls.append(said)
        try:
            writer.flush() if what == "flush" else writer.write(_data(*details))
        except BaseException as error:
            known = any(error is one for one in raw.raised) if raw is not None else isinstance(error, tuple(_TWO))
            said[1] = "raised it" if known else f"raised {type(error).__name__}"
            raise
        if raw is not None:
            said[2] = raw.received.hex()


_TWO = (BrokenPipeError, ConnectionResetError)


def _data(content: str, form: str) -> Any:
    made = bytes.fromhex(content)
    return made if form == "bytes" else bytearray(made) if form == "bytearray" else memoryview(made)


def _real_stream(kind: str) -> Any:
    """The writing end of a pipe or of a connection whose other end is closed."""
    buffering = 0 if "raw" in kind else -1
    if "socket" in kind:
        writing = _reset_connection()
        if writing is not None:
            with writing:
                return writing.makefile("wb", buffering=buffering)  # stays open: the socket counts its files
    reading, descriptor = os.pipe()
    os.close(reading)
    return open(descriptor, "wb", buffering=buffering)


def _reset_connection() -> socket.socket | None:
    """A TCP connection that the other side has reset; ``None`` where this machine allows none."""
    try:
        with socket.create_server(("127.0.0.1", 0)) as server:
            writing = socket.create_connection(server.getsockname(), timeout=1)
            peer, _ = server.accept()
    except OSError:
        return None
    writing.settimeout(None)
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    peer.close()
    select.select([writing], [], [], 1)  # readable as soon as the reset has arrived
    return writing


def _close_anyway(stream: Any) -> None:
    try:
        stream.close()
    except OSError:
        return


def _pipe_writer(draw: Draw) -> Iterator[Scenario]:
    def scenario(
        when: str,
        plan: list[list[Any]],
        out: Expectation,
        *more: Expectation,
        kind: str = "raw",
        gone: bool = True,
        takes: list[int] | None = None,
        on_gone: str = "",
        **options: Any,
    ) -> Scenario:
        expect = [
            Expectation(ITSELF, lambda run: None if run.notes.get("itself", True) else "`as` gave something else"),
            *more,
            Expectation(AT_THE_EXIT, _called_in_the_block),
            *([Expectation(QUIET_CLOSE, _closing_was_loud)] if out.requirement is QUIET else []),
            out,
            *([Expectation(CALLED, _not_called)] if gone else []),
            *_how_often(gone),
            Expectation(SAME_THREAD, _in_same_thread),
            Expectation(CLOSED_GONE if gone else CLOSES, _left_open),
        ]
        arguments = [kind, takes or [3, 1, 5], plan, on_gone]
        return Scenario(when, expect, arguments, drive=f"{__name__}:write", **options)

    def piece(size: int = 0, form: str = "bytes") -> list[Any]:
        return ["write", draw.content(size or 15).hex(), form]

    def fail(call: str, kind: str = "BrokenPipeError", number: int = 1, lasting: bool = False) -> list[Any]:
        return ["fail", call, number, kind, lasting]

    stopped = Expectation(CALL_RAISES, lambda run: _call_went_well(run))
    after = [Expectation(ONLY_GONE, _called_for_nothing)]
    quiet, quiet_close = _comes_out("", QUIET), _comes_out("", QUIET_CLOSE)

    # nothing is wrong
    plan = [piece(form="bytearray"), piece(form="memoryview"), ["flush"]]
    well = _comes_out("", ALL_WRITTEN)
    for when, kind, takes in (
        ("a raw stream that takes it all", "raw", [10**6]),
        ("a raw stream that takes only a part", "raw", [7, 9]),
        ("a buffered stream", "buffered", [10**6]),
    ):
        yield scenario(
            when, plan, well, *_arrives(plan, kind), kind=kind, takes=takes, gone=False,
            faults=len(takes) > 1 or kind == "buffered", expect_after_fault=after,
        )  # fmt: skip
    many = [piece(form=form) for form in ("bytes", "memoryview", "bytearray")]
    many += [["write", "", "bytes"], ["write", "", "bytearray"], piece(1), piece(2), piece(500)]
    for kind in ("raw", "buffered"):
        takes = [1, draw.randrange(2, 9), 4]
        yield scenario(
            f"a {kind} stream that takes a few bytes at a time", many, well, *_arrives(many, kind), kind=kind,
            takes=takes, gone=False,
        )  # fmt: skip
    for kind in BLOCKS:
        for stream in ("raw", "buffered"):
            yield scenario(
                f"a block that raises {kind}, and a {stream} stream", [piece()], _comes_out("block", RAISED_AFTER),
                kind=stream, gone=False, block=kind,
            )  # fmt: skip

    # the peer is gone
    for kind in GONE:
        for lasting in (False, True) if kind in list(GONE)[:2] else (False,):
            once = "" if lasting else ", once"
            yield scenario(
                f"a write that raises {kind}{once}", [fail("write", kind, 2, lasting), piece()], quiet, stopped
            )
            yield scenario(
                f"a flush that raises {kind}{once}",
                [fail("write", kind, 1, lasting), piece(), ["flush"]],
                quiet,
                stopped,
                kind="buffered",
            )
        yield scenario(f"a close that raises {kind}", [piece(), fail("close", kind)], quiet_close)
        yield scenario(
            f"{kind} when the buffer is emptied at the closing",
            [fail("write", kind, 1, True), piece()],
            quiet_close,
            kind="buffered",
        )
    large = piece(900)
    yield scenario("a large write that finds the peer gone", [fail("write", lasting=True), large], quiet, stopped,
                   kind="buffered")  # fmt: skip
    for kind in ("pipe", "socket"):
        yield scenario(
            f"a real {kind} that nobody reads any more, raw", [piece(form="memoryview")], quiet, stopped,
            kind=f"real {kind}, raw",
        )  # fmt: skip
        yield scenario(
            f"a real {kind} that nobody reads any more, and a flush", [piece(), ["flush"]], quiet, stopped,
            kind=f"real {kind}, buffered",
        )  # fmt: skip
        yield scenario(
            f"a real {kind} that nobody reads any more, found at the closing", [piece()], quiet_close,
            kind=f"real {kind}, buffered",
        )  # fmt: skip

    # the same types from elsewhere, and other errors of the stream
    for kind in GONE:
        for stream in ("raw", "buffered"):
            yield scenario(
                f"a block that raises {kind} of another stream, and a {stream} stream of its own",
                [piece(), ["raise", kind]],
                _comes_out("elsewhere", FROM_ELSEWHERE),
                kind=stream,
                gone=False,
            )
    for kind in NOT_GONE:
        passes = _comes_out("the stream", OTHER_ERRORS)
        late = _comes_out("the closing", OTHER_ERRORS)
        yield scenario(f"a write that raises {kind}", [fail("write", kind, 2), piece()], passes, gone=False)
        yield scenario(f"a close that raises {kind}", [piece(), fail("close", kind)], late, gone=False)
        yield scenario(
            f"a flush that raises {kind}", [fail("write", kind), piece(), ["flush"]], passes, kind="buffered",
            gone=False,
        )  # fmt: skip

    # the block goes another way after it
    for lasting in (False, True):
        once = "" if lasting else ", once"
        caught = [fail("write", lasting=lasting), ["catch", *piece()]]
        yield scenario(f"a block that catches the error of write{once}", caught, quiet, stopped)
        for kind in ("ValueError", "KeyboardInterrupt", "BrokenPipeError", "OSError for a full disk"):
            yield scenario(
                f"a block that catches the error of write{once}, and then raises {kind} of its own",
                [*caught, ["raise", kind]],
                _comes_out("elsewhere", RAISED_AFTER),
            )
        yield scenario(
            f"a block that raises another error from that of write{once}",
            [fail("write", lasting=lasting), ["catch, raise from", *piece()]],
            _comes_out("elsewhere", RAISED_AFTER),
        )
    yield scenario(
        "a block that catches the error of write, and writes again",
        [fail("write", "ConnectionResetError", lasting=True), ["catch", *piece()], ["catch", "flush"], piece()],
        quiet,
        Expectation(CALL_RAISES, _last_call_was_quiet),
    )
    yield scenario(
        "a block that catches the error of flush",
        [fail("write", lasting=True), ["catch", *piece()], ["catch", "flush"]],
        quiet_close,
        stopped,
        kind="buffered",
    )
    for kind in ("ValueError", "KeyboardInterrupt", "BrokenPipeError"):
        for stream, call in (("raw", "close"), ("buffered", "write")):
            yield scenario(
                f"a block that raises {kind} of its own, and a {stream} stream whose closing finds the peer gone",
                [fail(call, lasting=stream == "buffered"), ["catch", *piece()], ["raise", kind]],
                _comes_out("elsewhere", RAISED_AFTER),
                kind=stream,
            )

    # on_gone fails
    for kind in ("ValueError", "KeyboardInterrupt", "BrokenPipeError", "ConnectionResetError"):
        passes = _comes_out("on_gone", ON_GONE_FAILS)
        for when, plan in (
            ("a write", [fail("write"), piece()]),
            ("a closing", [piece(), fail("close")]),
        ):
            yield scenario(f"{when} that finds the peer gone, and on_gone raising {kind}", plan, passes, on_gone=kind)

    # two of them
    for outer in (True, False):
        yield Scenario(
            f"two writers, and the peer of the {'outer' if outer else 'inner'} one gone",
            [Expectation(FROM_ELSEWHERE, lambda run, outer=outer: _wrong_one(run, outer)), _comes_out("", QUIET)],  # type: ignore[misc]
            [piece()[1], outer],
            drive=f"{__name__}:write_to_two",
        )


def write_to_two(answer: Any, world: Any, content: str, outer: bool) -> None:
    """Writes to one of two streams, whose peer is gone, in the blocks of both."""
    one, two = RawPipe(world, [100]), RawPipe(world, [100])
    one.lend()
    two.lend()
    of_one, of_two = Callback(world, "on_gone"), Callback(world, "on_gone")
    try:
        with answer(one, of_one) as first:
            try:
                with answer(two, of_two) as second:
                    (one if outer else two).fail("write", 1, BrokenPipeError, True)
                    (first if outer else second).write(bytes.fromhex(content))
            finally:
                world.note("called by the outer one in its block", of_one.calls)
            world.note("went on", True)
    finally:
        world.note("called", [of_one.calls, of_two.calls])


def _wrong_one(run: Run, outer: bool) -> str | None:
    called = run.notes.get("called")
    if called == ([1, 0] if outer else [0, 1]) and run.notes.get("went on", False) is not outer:
        return None
    if run.raised is not None:
        return None
    return (
        "the block of the inner writer kept the error of the outer one"
        if outer
        else ("the peer of the inner writer was gone, and not only its on_gone was called")
    )


def _arrives(plan: list[list[Any]], kind: str) -> list[Expectation]:
    """After each write to a raw stream, after each flush of a buffered one, and at the end, all must have arrived."""

    def problem(at: tuple[str, ...]) -> Check:
        def problem(run: Run) -> str | None:
            due = ""
            for step, said in zip(plan, run.notes.get("calls", []), strict=False):
                due += step[1] if step[0] == "write" else ""
                if step[0] in at and said[1] == "went well" and said[2] != due:
                    return _arrived(said[2], due, f"after {step[0]}()")
            return None

        return problem

    def at_the_end(run: Run) -> str | None:
        due = "".join(step[1] for step in plan if step[0] == "write")
        received = run.notes.get("received")
        return None if run.raised or received == due else _arrived(str(received), due, "at the end")

    return [
        Expectation(ALL_WRITTEN, problem(("write",) if kind == "raw" else ())),
        Expectation(FLUSHES, problem(("flush",))),
        Expectation(ALL_WRITTEN, at_the_end),
    ]


def _arrived(received: str, due: str, when: str) -> str:
    if due.startswith(received):
        return f"{when} only {len(received) // 2} of {len(due) // 2} bytes had been written"
    if received.startswith(due):
        return f"{when} {(len(received) - len(due)) // 2} bytes too many had been written"
    return f"{when} other bytes had been written than the given ones"


def _closing_was_loud(run: Run) -> str | None:
    return run.ended() if run.raised and run.raised["injected"] == "the closing" else None


def _call_went_well(run: Run) -> str | None:
    what, how, _ = next(iter(run.notes.get("calls", [])[-1:]), ("", "raised it", ""))
    if how == "raised it":
        return None
    return f"{what}() {how}, although the stream had raised an error that says that the peer is gone"


def _last_call_was_quiet(run: Run) -> str | None:
    """Whether a write whose data went nowhere returned, because the peer had been known to be gone."""
    went_well = run.notes.get("calls", [])[-1:] and run.notes["calls"][-1][1] == "went well"
    return "the second write() went well, although nothing had been written" if went_well else None


def _called_in_the_block(run: Run) -> str | None:
    return "on_gone had been called before the block was left" if run.notes.get("called in the block") else None


def _not_called(run: Run) -> str | None:
    return None if run.notes.get("called") else "on_gone was not called"


def _called_for_nothing(run: Run) -> str | None:
    return "on_gone was called, although the peer was there" if run.notes.get("called") else None


def _how_often(gone: bool) -> list[Expectation]:
    def too_often(run: Run) -> str | None:
        calls = run.notes.get("called", 0)
        return f"on_gone was called {calls} times" if calls > 1 else None

    return [Expectation(CALLED_ONCE, too_often)] if gone else [Expectation(ONLY_GONE, _called_for_nothing)]


def _left_open(run: Run) -> str | None:
    return None if run.notes.get("closed") is True else "the stream was still open at the end"


# -- 5.3 translate(mapping)

TRANSLATES = Requirement(
    "The error leaves translated",
    "When the type of the block's error is a key of `mapping`, it is `mapping[K](str(error))` that comes out, and not "
    "the error itself, also when the value is its own type or a base of it.",
)
BASES = Requirement(
    "A key may be a base class",
    "`type(error).__mro__` has the type, its bases and theirs, up to `object`. Look at all of them.",
)
NEAREST = Requirement(
    "The first class of the MRO decides",
    "More than one key may fit. Walk through `type(error).__mro__`, not through the mapping: what is found first there "
    "decides.",
)
REAL_BASES = Requirement(
    "Only classes of the MRO count",
    "`isinstance` and `issubclass` may be told that a class belongs to another one from which it does not inherit. Ask "
    "the `__mro__`.",
)
EVERY_KIND_OF_ERROR = Requirement(
    "Translates any BaseException",
    "`KeyboardInterrupt`, `SystemExit` and `GeneratorExit` are no `Exception`. If one of them is a key, it is "
    "translated too.",
)
MADE_WITH_TEXT = Requirement(
    "The new error is made with str(error)",
    "One argument, the text that `str` gives. `error.args` is something else: look at a `KeyError`, or at an `OSError` "
    "with a number.",
)
CAUSE = Requirement(
    "The original is the cause",
    "What happened while handling something else is a context; what is the reason is a cause: `raise new from error`.",
)
TRANSLATED_ONCE = Requirement(
    "Translates once",
    "What `mapping` gives is the end of it, even if that class is a key as well.",
)
UNTRANSLATED = Requirement(
    "An error without a key passes as it is",
    "When no class of its `__mro__` is a key, the same object leaves the block: return something false, or `raise` "
    "alone.",
)
MAKING_FAILS = Requirement(
    "What making the new error raises passes",
    "The values are called, and a call can fail. That error is your caller's to see. Keep the `try` small: nothing "
    "that it raises may be taken for a missing key, or be translated.",
)
NOTHING_TO_DO = Requirement(
    "A good block ends well",
    "Without an error there is nothing to translate: no value is called, and nothing is raised.",
)
MAPPING_KEPT = Requirement(
    "The mapping stays as it is",
    "It belongs to your caller, who may use it again. Look things up in it, and change nothing.",
)


class StoreError(Exception):
    """The root of a small family."""

    def __str__(self) -> str:
        return f"<{self.args[-1] if self.args else ''}>"


class LateError(StoreError):
    """One branch."""


class LossError(StoreError):
    """The other branch."""


class LateLossError(LateError, LossError):
    """Both; its root comes after both."""


class Foreseen(Exception, metaclass=abc.ABCMeta):
    """Says of `StoreError` that it is one of its own; but that does not inherit from it."""


Foreseen.register(StoreError)

KEYS: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        object, BaseException, Exception, ArithmeticError, ZeroDivisionError, LookupError, KeyError, OSError,
        FileNotFoundError, ConnectionError, ValueError, UnicodeError, RuntimeError, TypeError, KeyboardInterrupt,
        SystemExit, GeneratorExit, StoreError, LateError, LossError, LateLossError, Foreseen, Halt,
    )
}  # fmt: skip


class Pairs(Handed, Mapping[type, type]):
    """A mapping that is no `dict`, and is false in a boolean test."""

    def __init__(self, pairs: dict[type, type]) -> None:
        super().__init__()
        self._pairs = pairs

    def __getitem__(self, key: type) -> type:
        return self._pairs[key]

    def __iter__(self) -> Iterator[type]:
        return iter(self._pairs)

    def __len__(self) -> int:
        return len(self._pairs)

    __eq__, __hash__ = Handed.__eq__, Handed.__hash__


MAPPINGS: dict[str, Callable[[dict[type, type]], Any]] = {
    "a dict": dict,
    "a dict that cannot be changed": types.MappingProxyType,
    "a mapping that is no dict": Pairs,
    "an ordered dict": collections.OrderedDict,
}


def translate(
    answer: Any, world: Any, raised: str, arguments: list[Any], pairs: list[list[str]], form: str, spoilt: str = ""
) -> None:
    """Raises an error in the block of a translation, and notes what came out. The pairs are the names of a key and of
    a value; a value that is no key is made for this. If `spoilt`, making a value raises that."""
    made: list[tuple[BaseException, tuple[Any, ...], dict[str, Any]]] = []
    failure = _on_purpose(world, "making", KEYS[spoilt]("failed")) if spoilt else None
    values = {name: _value(name, world, made, failure) for _, name in pairs}
    table = {KEYS[key] if key in KEYS else values[key]: values[value] for key, value in pairs}
    mapping = MAPPINGS[form](dict(table))
    error = _on_purpose(world, "the error", KEYS[raised](*arguments)) if raised else None
    manager = answer(mapping)
    world.not_yet(["making a new error"] * len(made))
    world.note("made", 0)
    try:
        with manager:
            if error is not None:
                raise error
    except BaseException as out:
        for new, args, named in made:
            if new is out:
                _on_purpose(world, type(new).__name__, new)
                world.note("made with", {"args": [encode(each) for each in args], "named": len(named)})
                world.note("caused", new.__cause__ is error)
                break
        else:
            if out is not error and type(out) is type(error):
                _on_purpose(world, "a copy", out)
        raise
    finally:
        world.note("made", len(made))
        world.note("kept", list(mapping.items()) == list(table.items()))
        world.note("text", str(error))


def _value(name: str, world: Any, made: list[Any], failure: BaseException | None) -> type[BaseException]:
    """A new class of errors; of its own kind, or a subclass of what the name says."""

    def __init__(self: Any, *args: Any, **named: Any) -> None:  # noqa: N807
        world.step(f"{name}()")
        if failure is not None and (args or named):  # without an argument it could be made
            raise failure
        base.__init__(self, *args)
        made.append((self, args, named))

    base: type[BaseException] = KEYS.get(name, Exception)
    return type(name, (base,), {"__init__": __init__})


def translate_to_base(answer: Any, world: Any, raised: str, value: str, text: str) -> None:
    """The value is the class of the error, or a base of it: the very class, and none that is made for this."""
    error = _on_purpose(world, "the error", KEYS[raised](text))
    manager = answer({KEYS[raised]: KEYS[value]})
    try:
        with manager:
            raise error
    except BaseException as out:
        if out is not error and type(out) is KEYS[value]:
            _on_purpose(world, value, out)
            world.note("made with", {"args": [encode(each) for each in out.args], "named": 0})
            world.note("text", str(error))
            world.note("caused", out.__cause__ is error)
        raise


def translate_twice(answer: Any, world: Any, text: str) -> None:
    """One translation within another."""
    made: list[Any] = []
    inner, outer = (_value(name, world, made, None) for name in ("Inner", "Outer"))
    error = ValueError(text)
    first, second = answer({inner: outer, ValueError: KeyError}), answer({ValueError: inner, inner: KeyError})
    try:
        with first, second:
            raise error
    except BaseException as out:
        cause = out.__cause__
        world.note("chain", [type(out) is outer, type(cause) is inner, cause is not None and cause.__cause__ is error])
        if type(out) is outer:
            _on_purpose(world, "Outer", out)
        raise


def _translate(draw: Draw) -> Iterator[Scenario]:
    def scenario(
        when: str, raised: str, pairs: list[tuple[str, str]], out: Expectation, *arguments: Any, form: str = "a dict",
        spoilt: str = "", **options: Any,
    ) -> Scenario:  # fmt: skip
        expect = [
            out,
            *as_asked,
            Expectation(NOTHING_TO_DO, lambda run: _made_something(run) if not raised else None),
            Expectation(MAPPING_KEPT, lambda run: None if run.notes.get("kept", True) else "the mapping was changed"),
        ]
        given = list(arguments) or [draw.text(1, last_newline=False)]
        return Scenario(when, expect, [raised, given, pairs, form, spoilt], drive=f"{__name__}:translate", **options)

    as_asked = [
        Expectation(MADE_WITH_TEXT, _made_with_other),
        Expectation(CAUSE, lambda run: None if run.notes.get("caused", True) else "its __cause__ was another one"),
    ]

    def becomes(name: str, requirement: Requirement) -> Expectation:
        return _comes_out(name, requirement, f"the new {name}")

    text = draw.text(1, last_newline=False)
    late = [("LateError", "TryLater")]
    yield scenario("an error whose type is a key", "LateError", late, becomes("TryLater", TRANSLATES), faults=True)
    for form in MAPPINGS:
        yield scenario(f"{form} of two keys", "ValueError", [("KeyError", "NoSuchOrder"), ("ValueError", "BadOrder")],
                       becomes("BadOrder", TRANSLATES), form=form)  # fmt: skip
    anything = [("Exception", "Trouble"), ("object", "Anything")]
    yield scenario("a good block", "", anything, _comes_out("", NOTHING_TO_DO))

    # with what
    for when, raised, arguments in (
        ("a KeyError", "KeyError", [text]),
        ("an OSError with a number", "OSError", [errno.ENOSPC, text]),
        ("an OSError with a file name", "FileNotFoundError", [errno.ENOENT, text, "orders.txt"]),
        ("an error with two arguments", "ValueError", [text, 3]),
        ("an error whose one argument is a number", "ValueError", [draw.randrange(1000)]),
        ("an error of several lines", "ValueError", [f"{text}\n {{}} %s \\n\n"]),
        ("an error with a text of its own making", "StoreError", [1, text]),
    ):
        yield scenario(when, raised, [(raised, "Told")], becomes("Told", TRANSLATES), *arguments)

    # no key
    for raised in ("ValueError", "StoreError", *BLOCKS[1:], "SystemExit", "GeneratorExit"):
        for pairs in ([], [("LateError", "Wrong"), ("UnicodeError", "Wrong"), ("ConnectionError", "Wrong")]):
            what = "a mapping without its class" if pairs else "an empty mapping"
            yield scenario(f"{raised} and {what}", raised, list(pairs), _comes_out("the error", UNTRANSLATED))

    # which key
    for raised, key in (
        ("ZeroDivisionError", "ArithmeticError"),
        ("FileNotFoundError", "OSError"),
        ("LateLossError", "LossError"),
        ("KeyError", "Exception"),
        ("KeyError", "BaseException"),
        ("KeyError", "object"),
    ):
        yield scenario(f"{raised}, and the key {key}", raised, [(key, "Told")], becomes("Told", BASES))
    # once
    for raised, pairs in (
        ("ValueError", [("ValueError", "KeyError"), ("KeyError", "Wrong")]),
        ("ValueError", [("KeyError", "Wrong"), ("ValueError", "KeyError")]),
        ("ValueError", [("ValueError", "ValueError")]),
        ("KeyError", [("Exception", "KeyError")]),
    ):
        told = pairs[-1][1] if len(pairs) == 1 or pairs[0][1] == "Wrong" else pairs[0][1]
        chain = ", ".join(f"{key} to {value}" for key, value in pairs)
        yield scenario(f"a mapping from {chain}", raised, list(pairs), becomes(told, TRANSLATED_ONCE))
    yield scenario(
        "a mapping from Trouble to Wrong after one to Trouble", "ValueError",
        [("Exception", "Trouble"), ("Trouble", "Wrong")], becomes("Trouble", TRANSLATED_ONCE),
    )  # fmt: skip
    for raised, value in (("KeyError", "KeyError"), ("KeyError", "LookupError"), ("LateLossError", "StoreError")):
        yield Scenario(
            f"a mapping from {raised} to {value} itself",
            [becomes(value, TRANSLATES), *as_asked],
            [raised, value, text],
            drive=f"{__name__}:translate_to_base",
        )
    yield Scenario(
        "one translation within another",
        [_comes_out("Outer", TRANSLATES), Expectation(CAUSE, _chain_broken)],
        [text],
        drive=f"{__name__}:translate_twice",
    )

    # the first of several
    for when, raised, pairs in (
        ("a base class before the type", "KeyError", [("LookupError", "Wrong"), ("KeyError", "Told")]),
        ("a base class after the type", "KeyError", [("KeyError", "Told"), ("LookupError", "Wrong")]),
        ("two bases before it", "ValueError", [("Exception", "Bad"), ("object", "Worse"), ("ValueError", "Told")]),
        ("object before BaseException", "ValueError", [("object", "Wrong"), ("BaseException", "Told")]),
        ("BaseException before object", "ValueError", [("BaseException", "Told"), ("object", "Wrong")]),
        ("the later of two bases first", "LateLossError", [("LossError", "Wrong"), ("LateError", "Told")]),
        ("the earlier of two bases first", "LateLossError", [("LateError", "Told"), ("LossError", "Wrong")]),
        ("a second base, and what both come from", "LateLossError", [("StoreError", "Wrong"), ("LossError", "Told")]),
        ("a second base before what both come from", "LateLossError", [("LossError", "Told"), ("StoreError", "Wrong")]),
    ):
        yield scenario(f"{raised} and a mapping with {when}", raised, pairs, becomes("Told", NEAREST))
    yield scenario(
        "a key that the type does not inherit from", "LateError", [("Foreseen", "Wrong"), ("StoreError", "Told")],
        becomes("Told", REAL_BASES),
    )  # fmt: skip
    yield scenario(
        "nothing but a key that the type does not inherit from", "StoreError", [("Foreseen", "Wrong")],
        _comes_out("the error", REAL_BASES),
    )  # fmt: skip

    # any BaseException
    for raised in ("KeyboardInterrupt", "SystemExit", "GeneratorExit", "Halt"):
        for key in (raised, "BaseException", "object"):
            yield scenario(f"{raised}, and the key {key}", raised, [(key, "Told")],
                           becomes("Told", EVERY_KIND_OF_ERROR))  # fmt: skip
        yield scenario(f"{raised}, and only the key Exception", raised, [("Exception", "Wrong")],
                       _comes_out("the error", UNTRANSLATED))  # fmt: skip
    for value in ("KeyboardInterrupt", "SystemExit", "GeneratorExit", "OSError"):
        yield scenario(f"{value} as what comes out", "ValueError", [("ValueError", value)], becomes(value, TRANSLATES))

    # making it fails
    for spoilt in ("KeyError", "ValueError", "TypeError", "KeyboardInterrupt", "LateError"):
        for form in ("a dict", "a mapping that is no dict"):
            yield scenario(
                f"a value that raises {spoilt} when it is called, in {form}", "ValueError",
                [("ValueError", "Told"), ("KeyError", "Wrong"), ("LateError", "Wrong"), ("BaseException", "Other")],
                _comes_out("making", MAKING_FAILS), form=form, spoilt=spoilt,
            )  # fmt: skip


def _made_with_other(run: Run) -> str | None:
    made, text = run.notes.get("made with"), run.notes.get("text")
    if made is None or made == {"args": [encode(text)], "named": 0}:
        return None
    got = ", ".join(describe(each) for each in made["args"]) + (", and more by name" if made["named"] else "")
    return f"it was made with {got or 'nothing'}, not with {text!r}"


def _made_something(run: Run) -> str | None:
    return f"{run.notes['made']} new errors were made" if run.notes.get("made") else None


def _chain_broken(run: Run) -> str | None:
    return None if run.notes.get("chain") == [True, True, True] else "the causes did not lead back to the first error"


# -- 5.4 run_cleanups(actions) -> None

ALL_CALLED = Requirement(
    "Calls all actions, whatever fails",
    "One `try` round the loop ends the loop at the first failure. Put a `try` round each call.",
)
REST_AFTER_INTERRUPT = Requirement(
    "Calls the rest after Ctrl-C too",
    "`KeyboardInterrupt` and `SystemExit` are no `Exception`. They are raised in the end; before that, the rest has to "
    "be called.",
)
REVERSED = Requirement(
    "Calls the last action first",
    "What was set up last is cleaned up first. An iterable may know neither its length nor its end: a list of it does.",
)
EACH_CALLED_ONCE = Requirement(
    "Calls each action once",
    "Two actions may be equal, or the same, and an action that failed is done: call what the iterable gives, each time "
    "that it gives it, and never again.",
)
NONE_FAILED = Requirement(
    "Returns None when nothing fails",
    "Without an error there is nothing to raise, and what the actions return means nothing.",
)
ERRORS_TOLD = Requirement(
    "Raises what the actions raised",
    "Collect the errors while you call the rest, and raise at the end. An error that is only collected is swallowed.",
)
ALONE = Requirement(
    "One error alone is raised itself",
    "If only one `Exception` was raised, it is that very object that your caller gets, without a group round it.",
)
GROUPED = Requirement(
    "Several errors come as an ExceptionGroup",
    'If more than one `Exception` was raised, none of them is left out: `ExceptionGroup("a text", errors)`.',
)
ALL_IN_ORDER = Requirement(
    "The group has all errors, in the order they happened",
    "`exceptions` of the group are the very objects that were raised: each one that was, first the one that came "
    "first. The actions run from the last to the first, and so do their errors.",
)
NOT_FLAT = Requirement(
    "A group among the errors stays a group",
    "An action may raise an `ExceptionGroup` of its own. That is one error: it is not taken apart.",
)
INTERRUPT_FIRST = Requirement(
    "Ctrl-C is raised itself",
    "If an error was no `Exception` (`KeyboardInterrupt`, `SystemExit`, ...), the first such is raised, itself and "
    "alone: not in a group, and not another one.",
)
ACTIONS_KEPT = Requirement(
    "The actions stay as they are",
    "The list belongs to your caller. `reverse()` and `pop()` change it; `reversed` and a list of your own do not.",
)
WALKED_ONCE = Requirement(
    "Walks the actions once",
    "Many iterables can be walked only once: make one list of it, and work with that.",
)

_RAISED: dict[str, Callable[[], BaseException]] = {
    "error": lambda: UnicodeError("an action failed"),
    "OSError": lambda: OSError(errno.EIO, "an action failed"),
    "group": lambda: ExceptionGroup("an action failed", [ValueError("1"), ExceptionGroup("two", [KeyError("3")])]),
    "Ctrl-C": KeyboardInterrupt,
    "exit": lambda: SystemExit(3),
    "Halt": lambda: Halt("stop"),
}
_NO_EXCEPTIONS = ("Ctrl-C", "exit", "Halt")


class Actions(Handed):
    """Can be walked once; is no iterator, and has no length."""

    def __init__(self, world: Any, actions: list[Any]) -> None:
        super().__init__()
        self._world, self._actions = world, actions
        self.walks = 0

    def __iter__(self) -> Iterator[Any]:
        self.walks += 1
        return self._walk() if self.walks == 1 else iter(())

    def _walk(self) -> Iterator[Any]:
        for action in self._actions:
            self._world.step("next()", "actions")
            yield action
        self._world.step("next()", "actions")


class Action(Callback):
    """One of several; it says that it equals all others. Its number goes to `called`."""

    def __init__(self, world: Any, called: list[int], number: int, error: BaseException | None, equal: bool) -> None:
        super().__init__(world, "action", "this means nothing", error)
        self._called, self._number, self._equal = called, number, equal

    def __call__(self) -> Any:
        self._called.append(self._number)
        return super().__call__()


def clean_up(answer: Any, world: Any, plan: list[str], form: str) -> Any:
    """Calls the answer with actions that do what the plan says."""
    called: list[int] = []
    world.note("called", called)
    actions, _ = _actions(world, plan, called, form != "list")
    if form == "the same twice":
        actions[1:] = [actions[0]] * (len(actions) - 1)
    before = list(actions)
    given: Any = actions if form == "list" else _one_by_one(actions) if form == "generator" else Actions(world, actions)
    try:
        return answer(given)
    finally:
        world.note("kept", len(before) == len(actions) and all(map(operator.is_, before, actions)))
        world.note("walks", given.walks if isinstance(given, Actions) else 1)


def _one_by_one(actions: list[Any]) -> Iterator[Any]:
    yield from actions


def _actions(
    world: Any, plan: list[str], called: list[int], equal: bool = True
) -> tuple[list[Any], list[BaseException | None]]:
    """The actions of a plan, and what they raise; ``again`` raises what the one before it raises."""
    errors: list[BaseException | None] = []
    for what in plan:
        errors.append(errors[-1] if what == "again" else _RAISED[what]() if what in _RAISED else None)
    return [Action(world, called, number, error, equal) for number, error in enumerate(errors)], errors


def clean_up_all(answer: Any, world: Any, plans: list[list[str]]) -> None:
    """Calls the answer once for each of the plans, and notes which actions were called and what came out."""
    seen: list[dict[str, Any]] = []
    kept = []
    world.note("seen", seen)
    for plan in plans:
        said: dict[str, Any] = {"called": [], "came": "nothing", "inside": []}
        seen.append(said)
        actions, errors = _actions(world, plan, said["called"])
        kept.append((actions, errors))
        try:
            said["returned"] = answer(Actions(world, actions)) is None
        except BaseException as out:
            number = _number_of(out, errors)
            if number is not None:
                said["came"] = "one"
                said["inside"] = [number]
            elif isinstance(out, BaseExceptionGroup):
                said["came"] = "group" if isinstance(out, ExceptionGroup) else type(out).__name__
                said["inside"] = [_number_of(each, errors) for each in out.exceptions]
            elif any(type(out) is type(error) for error in errors):
                said["came"] = f"another {type(out).__name__}"
            else:
                raise


def _number_of(out: BaseException, errors: list[BaseException | None]) -> int | None:
    return next((number for number, error in enumerate(errors) if error is out), None)


def _run_cleanups(_: Draw) -> Iterator[Scenario]:
    def scenario(when: str, plan: list[str], form: str = "once", **options: Any) -> Scenario:
        def wrong_order(run: Run) -> str | None:
            called = run.notes.get("called")
            return None if called == numbers[::-1] else f"the actions were called in the order {_order(called)}"

        numbers = list(range(len(plan))) if form != "the same twice" else [0] * len(plan)
        expect = [
            Expectation(WALKED_ONCE, lambda run: None if run.notes.get("walks", 1) < 2 else "they were walked twice"),
            _comes_out("", NONE_FAILED),
            Expectation(EACH_CALLED_ONCE, lambda run: _how_many(run, numbers)),
            Expectation(REVERSED, wrong_order),
            returns(None, NONE_FAILED),
            Expectation(ACTIONS_KEPT, lambda run: None if run.notes.get("kept", True) else "the list was changed"),
            Expectation(SAME_THREAD, _in_same_thread),
        ]
        return Scenario(when, expect, [plan, form], drive=f"{__name__}:clean_up", **options)

    good = "good"
    yield scenario(
        "three good actions",
        [good] * 3,
        faults=True,
        expect_after_fault=[
            Expectation(ALL_CALLED, lambda run: _all_after_fault(run, 3, False)),
            Expectation(REST_AFTER_INTERRUPT, lambda run: _all_after_fault(run, 3, True)),
            Expectation(ERRORS_TOLD, lambda run: None if run.raised else "nothing came out"),
        ],
    )
    yield scenario("a list of good actions", [good] * 4, "list")
    yield scenario("a generator of good actions", [good] * 5, "generator")
    yield scenario("the same action three times", [good] * 3, "the same twice")
    yield scenario("many good actions", [good] * 50)
    yield scenario("no actions", [])
    yield scenario("an empty list", [], "list")
    for when, plans in (
        ("each combination of good actions and errors", _combinations((good, "error"), 4)),
        ("each combination of good actions, errors and Ctrl-C", _combinations((good, "error", "Ctrl-C"), 4)),
        ("each combination of good actions, errors and groups", _combinations((good, "OSError", "group"), 3)),
        ("each combination of three kinds of exits", _combinations(_NO_EXCEPTIONS, 3)),
        ("each combination of two of all kinds", _combinations((good, *_RAISED), 2)),
        ("an error raised by two actions", [["error", "again"], ["group", "again", good], ["error", "again", "error"]]),
    ):
        yield Scenario(when, _for_each(plans), [plans], drive=f"{__name__}:clean_up_all")


def _combinations(kinds: tuple[str, ...], most: int) -> list[list[str]]:
    return [list(each) for count in range(1, most + 1) for each in itertools.product(kinds, repeat=count)]


def _order(called: list[int] | None) -> str:
    return ", ".join(str(number + 1) for number in called or []) or "none"


def _how_many(run: Run, numbers: list[int]) -> str | None:
    called = run.notes.get("called", [])
    if sorted(called) == sorted(numbers):
        return None
    return f"{len(called)} calls were made for {len(numbers)} actions: {_order(called)}"


def _all_after_fault(run: Run, count: int, interrupt: bool) -> str | None:
    """If it was an action that failed, with Ctrl-C or otherwise, all must have been called."""
    called = run.notes.get("called", [])
    if run.fault is None or run.fault.name == "next()" or (run.fault.error == "KeyboardInterrupt") is not interrupt:
        return None
    if set(called) == set(range(count)):
        return None
    return f"of the actions 1 to {count} only these were called: {_order(called)}"


def _for_each(plans: list[list[str]]) -> list[Expectation]:
    def check(problem: Callable[[list[str], dict[str, Any]], str | None]) -> Check:
        def first(run: Run) -> str | None:
            for plan, said in zip(plans, run.notes.get("seen", []), strict=False):
                what = problem(plan, said)
                if what is not None:
                    return f"with the actions {', '.join(plan)} (called from the last to the first): {what}"
            return None

        return first

    def check_another(requirement: Requirement) -> Check:
        """Whether an error of the answer's own came out where this requirement says what is due."""

        def another(run: Run) -> str | None:
            plan = plans[len(run.notes.get("seen", [])) - 1]
            due = INTERRUPT_FIRST if _interrupts(plan) else GROUPED if _several(plan) else ALONE
            if run.raised is None or not _failing(plan) or due is not requirement:
                return None
            return f"with the actions {', '.join(plan)} (called from the last to the first): {run.ended()}"

        return another

    return [
        Expectation(REST_AFTER_INTERRUPT, check(_stopped_by_interrupt)),
        Expectation(ALL_CALLED, check(_not_all_called)),
        Expectation(EACH_CALLED_ONCE, check(_called_again)),
        Expectation(REVERSED, check(_not_reversed)),
        *(Expectation(requirement, check_another(requirement)) for requirement in (ALONE, GROUPED, INTERRUPT_FIRST)),
        _comes_out("", NONE_FAILED),
        Expectation(NONE_FAILED, check(_failed_without_error)),
        Expectation(INTERRUPT_FIRST, check(_interrupt_lost)),
        Expectation(ALONE, check(_one_lost)),
        Expectation(ERRORS_TOLD, check(lambda plan, said: None if said["came"] != "nothing" else _silent(plan))),
        Expectation(GROUPED, check(_not_grouped)),
        Expectation(NOT_FLAT, check(_flattened)),
        Expectation(ALL_IN_ORDER, check(_not_all_in_order)),
    ]


def _failing(plan: list[str]) -> list[int]:
    """The numbers of those that fail, in the order in which they do; the error that is raised ``again`` has the number
    of its first."""
    numbers = [number for number in reversed(range(len(plan))) if plan[number] != "good"]
    return [number - 1 if plan[number] == "again" else number for number in numbers]


def _interrupts(plan: list[str]) -> list[int]:
    return [number for number in _failing(plan) if plan[number] in _NO_EXCEPTIONS]


def _not_all_called(plan: list[str], said: dict[str, Any]) -> str | None:
    all_called = len(set(said["called"])) == len(plan)
    return None if all_called else f"only these actions were called: {_order(said['called'])}"


def _stopped_by_interrupt(plan: list[str], said: dict[str, Any]) -> str | None:
    last = said["called"][-1] if said["called"] else None
    stopped = last is not None and plan[last] in _NO_EXCEPTIONS
    return _not_all_called(plan, said) if stopped else None


def _called_again(plan: list[str], said: dict[str, Any]) -> str | None:
    return None if len(said["called"]) == len(plan) else f"the calls were: {_order(said['called'])}"


def _not_reversed(plan: list[str], said: dict[str, Any]) -> str | None:
    right = said["called"] == list(range(len(plan)))[::-1]
    return None if right else f"they were called in the order {_order(said['called'])}"


def _failed_without_error(plan: list[str], said: dict[str, Any]) -> str | None:
    if _failing(plan) or (said["came"] == "nothing" and said.get("returned")):
        return None
    return "something was returned" if said["came"] == "nothing" else f"{_came(plan, said)} came out"


def _interrupt_lost(plan: list[str], said: dict[str, Any]) -> str | None:
    first = next(iter(_interrupts(plan)), None)
    if first is None or (said["came"] == "one" and said["inside"] == [first]):
        return None
    return f"{_came(plan, said)} came out, not the {plan[first]} of action {first + 1}"


def _one_lost(plan: list[str], said: dict[str, Any]) -> str | None:
    failing = _failing(plan)
    if len(failing) != 1 or said["came"] == "nothing" or (said["came"] == "one" and said["inside"] == failing):
        return None
    return f"{_came(plan, said)} came out, not the error itself"


def _silent(plan: list[str]) -> str | None:
    return "nothing came out" if _failing(plan) else None


def _several(plan: list[str]) -> bool:
    return len(_failing(plan)) > 1 and not _interrupts(plan)


def _not_grouped(plan: list[str], said: dict[str, Any]) -> str | None:
    return f"{_came(plan, said)} came out" if _several(plan) and said["came"] != "group" else None


def _flattened(plan: list[str], said: dict[str, Any]) -> str | None:
    if not _several(plan) or "group" not in plan or None not in said["inside"]:
        return None
    return f"{_came(plan, said)} came out, in which the group of an action was not there any more"


def _not_all_in_order(plan: list[str], said: dict[str, Any]) -> str | None:
    failing = _failing(plan)
    if not _several(plan) or said["inside"] == failing:
        return None
    return f"{_came(plan, said)} came out; the errors had happened in the order {_order(failing)}"


def _came(plan: list[str], said: dict[str, Any]) -> str:
    """What came out, for a reader."""
    if said["came"] == "one":
        number = said["inside"][0]
        return f"the {plan[number]} of action {number + 1}"
    if said["came"] == "nothing" or said["came"].startswith("another"):
        return str(said["came"])
    inside = [f"that of action {number + 1}" if number is not None else "another error" for number in said["inside"]]
    kind = "a group" if said["came"] == "group" else f"a {said['came']}"
    return f"{kind} of {', '.join(inside)}"


# -- 5.5 keep_first(cleanup)

CLEANS_UP = Requirement(
    "Calls cleanup at the end of the block",
    "Whatever the block did, and whatever it raised: `cleanup()` is called when it is over, not before.",
)
CLEANS_UP_ONCE = Requirement(
    "Calls cleanup once",
    "A cleanup that failed is done, too. Call it in one place only, that every way out passes.",
)
FIRST_ERROR_PASSES = Requirement(
    "The block's error is what the caller sees",
    "What failed first tells what is wrong; that the cleanup failed too comes second. Catch the cleanup's error, and "
    "let that of the block go on: the same object.",
)
NOTED = Requirement(
    "A failing cleanup becomes a note",
    "`error.add_note(text)` puts a line below the traceback of the block's error. Do it for every `Exception` that "
    "`cleanup` raises.",
)
NOTE_TEXT = Requirement(
    "The note contains str(cleanup_error)",
    "All of the text that `str` gives has to be in the note, as it is: the type alone, or `repr`, is something else.",
)
NOTES_KEPT = Requirement(
    "Older notes stay",
    "The error may have notes already. `add_note` adds one and leaves the others alone.",
)
NO_NOTE = Requirement(
    "No note when the cleanup is well",
    "A note says that something else failed. If nothing did, there is nothing to say.",
)
CLEANUP_ERROR_PASSES = Requirement(
    "After a good block the cleanup's error passes",
    "Without an error of the block, that of the cleanup is the first one. Let it pass, whatever it is.",
)
GOOD_AND_WELL = Requirement(
    "A good block with a good cleanup ends well",
    "Nothing failed, and so nothing is raised. After a good block there is no error that could have a note.",
)

_BLOCK_ERRORS: dict[str, Callable[[str], BaseException]] = {
    "ValueError": ValueError,
    "OSError": lambda text: OSError(errno.EIO, text),
    "KeyboardInterrupt": KeyboardInterrupt,
    "SystemExit": SystemExit,
    "GeneratorExit": GeneratorExit,
    "an exception group": lambda text: ExceptionGroup(text, [ValueError(text), OSError(text)]),
    "Halt": Halt,
}
_CLEANUP_ERRORS: dict[str, Callable[[str], BaseException]] = {
    "ValueError": ValueError,
    "KeyError": KeyError,
    "OSError": lambda text: OSError(errno.EIO, text),
    "StoreError": lambda text: StoreError(1, text),
    "KeyboardInterrupt": lambda _: KeyboardInterrupt(),
    "SystemExit": SystemExit,
}


def keep(answer: Any, world: Any, raised: str, text: str, spoilt: str, cleanup_text: str, older: list[str]) -> None:
    """Raises an error in a block whose cleanup may fail as well, and notes what came out."""
    error = _on_purpose(world, "first", _BLOCK_ERRORS[raised](text)) if raised else None
    second = _on_purpose(world, "second", _CLEANUP_ERRORS[spoilt](cleanup_text)) if spoilt else None
    cleanup = Callback(world, "cleanup", result=True, error=second)
    if error is not None:
        for each in older:
            error.add_note(each)
    manager = answer(cleanup)
    world.not_yet(["cleanup()"] * cleanup.calls)
    try:
        with manager:
            world.note("called in the block", cleanup.calls)
            if error is not None:
                raise error
            world.block()
    except BaseException as out:
        known = error if error is not None else world.injected.get("block")
        if out is known:
            world.note("notes", [str(each) for each in getattr(out, "__notes__", [])])
        elif out is not second and type(out) is type(known):
            _on_purpose(world, "a copy", out)
        raise
    finally:
        world.note("called", cleanup.calls)
        failed = second if second is not None else world.injected.get("fault")
        world.note("cleanup's error", None if failed is None else str(failed))
        world.note("is an exception", isinstance(failed, Exception))


def _keep_first(draw: Draw) -> Iterator[Scenario]:
    def scenario(
        when: str, raised: str, out: Expectation, spoilt: str = "", text: str | None = None, older: int = 0,
        **options: Any,
    ) -> Scenario:  # fmt: skip
        before = [draw.text(1, last_newline=False) for _ in range(older)]
        words = text if text is not None else draw.text(1, last_newline=False)
        expect = [*called, out, *noted(before), Expectation(SAME_THREAD, _in_same_thread)]
        arguments = [raised, draw.text(1, last_newline=False), spoilt, words, before]
        return Scenario(when, expect, arguments, drive=f"{__name__}:keep", **options)

    def noted(before: list[str]) -> list[Expectation]:
        return [
            Expectation(NOTES_KEPT, lambda run: _note_lost(run, before)),
            Expectation(NO_NOTE, lambda run: _note_for_nothing(run, before)),
            Expectation(NOTED, lambda run: _note_missing(run, before)),
            Expectation(NOTE_TEXT, lambda run: _text_missing(run, before)),
        ]

    called = [Expectation(CLEANS_UP, _not_at_the_end), Expectation(CLEANS_UP_ONCE, _cleaned_up_twice)]
    well = _comes_out("", GOOD_AND_WELL)
    yield scenario("a good block", "", well, faults=True, expect_after_fault=called)
    for spoilt in _CLEANUP_ERRORS:
        yield scenario(
            f"a good block, and a cleanup that raises {spoilt}", "", _comes_out("second", CLEANUP_ERROR_PASSES), spoilt
        )
    first = _comes_out("first", FIRST_ERROR_PASSES)
    for raised in _BLOCK_ERRORS:
        yield scenario(f"a block that raises {raised}, and a good cleanup", raised, first, older=1)
        yield scenario(f"a block that raises {raised}, and a cleanup that fails", raised, first, "ValueError")
    for kind in BLOCKS:
        yield scenario(
            f"a block that raises {kind}", "", _comes_out("block", FIRST_ERROR_PASSES), block=kind, faults=True,
            expect_after_fault=[*called, Expectation(FIRST_ERROR_PASSES, _first_error_lost), *noted([])],
        )  # fmt: skip
    for spoilt in ("KeyError", "OSError", "StoreError"):
        yield scenario(f"a block that raises OSError, and a cleanup that raises {spoilt}", "OSError", first, spoilt)
    for when, text in (
        ("several lines", f"{draw.text(3)}\t'{draw.randrange(1000)}'\n\"\\\n"),
        ("signs that formats use", f"%s {{}} %d {{0}} {{error}} % {draw.randrange(1000)} %(x)s {{{{ }}}}"),
        ("a long text", draw.text(200)),
        ("no text", ""),
    ):
        yield scenario(f"an error, and a cleanup whose error has {when}", "ValueError", first, "ValueError", text)
    for older in (1, 3):
        what = "a note" if older == 1 else f"{older} notes"
        yield scenario(
            f"a block whose error has {what}, and a cleanup that fails", "ValueError", first, "OSError", older=older
        )


def _not_at_the_end(run: Run) -> str | None:
    if run.notes.get("called in the block"):
        return "cleanup had been called before the block was over"
    return "cleanup was not called" if run.notes.get("called") == 0 else None


def _cleaned_up_twice(run: Run) -> str | None:
    calls = run.notes.get("called", 0)
    return f"cleanup was called {calls} times" if calls > 1 else None


def _first_error_lost(run: Run) -> str | None:
    """A cleanup that raises no `Exception` may win."""
    if run.raised is not None and run.raised["injected"] == "block":
        return None
    may_win = run.fault is not None and run.fault.error == "KeyboardInterrupt"
    if may_win and run.raised is not None and run.raised["injected"] == "fault":
        return None
    return f"{run.ended() if run.raised else 'nothing came out'} instead of the block's {run.scenario.block}"


def _new_notes(run: Run, before: list[str]) -> list[str] | None:
    """What was added to the notes; ``None`` if they cannot be seen."""
    notes = run.notes.get("notes")
    return None if notes is None else [note for note in notes if note not in before]


def _note_lost(run: Run, before: list[str]) -> str | None:
    notes = run.notes.get("notes")
    lost = notes is not None and [note for note in before if note not in notes]
    return f"the note {lost[0]!r} was gone" if lost else None


def _note_for_nothing(run: Run, before: list[str]) -> str | None:
    new = _new_notes(run, before)
    return f"there was a note {new[0]!r}" if new and run.notes.get("cleanup's error") is None else None


def _note_missing(run: Run, before: list[str]) -> str | None:
    new = _new_notes(run, before)
    due = new is not None and run.notes.get("is an exception")
    return "the error had no note of the cleanup's" if due and not new else None


def _text_missing(run: Run, before: list[str]) -> str | None:
    new, text = _new_notes(run, before), run.notes.get("cleanup's error")
    if not new or not run.notes.get("is an exception") or any(str(text) in note for note in new):
        return None
    return f"the note was {new[0][:100]!r}, in which there is no {str(text)[:100]!r}"


EXERCISES: list[Exercise] = [
    Exercise("5.1", _ignore_missing),
    Exercise("5.2", _pipe_writer),
    Exercise("5.3", _translate),
    Exercise("5.4", _run_cleanups),
    Exercise("5.5", _keep_first),
]

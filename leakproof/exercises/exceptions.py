"""Lesson 5: what is asked of the answers to 5.1, 5.2, 5.3, 5.4 and 5.5."""

from __future__ import annotations

import errno
import io
import os
import select
import socket
import struct
import threading
from collections.abc import Callable, Iterator
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
)

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


def _comes_out(name: str, requirement: Requirement) -> Expectation:
    """The very error that was raised under this name must leave the block; if the name is empty, none may."""

    def problem(run: Run) -> str | None:
        if (run.raised["injected"] if run.raised else "") == name and (name or run.raised is None):
            return None
        due = f", not the {run.notes.get(f'type of {name}', 'error')} that was raised" if name else ""
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
    "a group with FileNotFoundError in it": lambda: ExceptionGroup("several", [FileNotFoundError("orders.txt")]),
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
    return f"the {kinds[int(what)]} of block {int(what) + 1}" if what.isdecimal() else what


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
        return ["write", draw.content(size or draw.randrange(10, 20)).hex(), form]

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
            when, plan, well, *_arrives(plan, kind), kind=kind, takes=takes, gone=False, faults=True,
            expect_after_fault=after,
        )  # fmt: skip
    many = [piece(form=form) for form in ("bytes", "memoryview", "bytearray")]
    many += [["write", "", "bytes"], ["write", "", "bytearray"], piece(500)]
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
        for lasting in (False, True):
            once = "" if lasting else ", once"
            yield scenario(
                f"a write that raises {kind}{once}", [fail("write", kind, 2, lasting), piece()], quiet, stopped
            )
            yield scenario(
                f"a flush that raises {kind}{once}",
                [piece(), fail("write", kind, 1, lasting), ["flush"]],
                quiet,
                stopped,
                kind="buffered",
            )
        yield scenario(f"a close that raises {kind}", [piece(), fail("close", kind)], quiet_close)
        yield scenario(
            f"{kind} when the buffer is emptied at the closing",
            [piece(), fail("write", kind, 1, True)],
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
            f"a flush that raises {kind}", [piece(), fail("write", kind), ["flush"]], passes, kind="buffered",
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
    )
    yield scenario(
        "a block that catches the error of flush",
        [piece(), fail("write", lasting=True), ["catch", "flush"]],
        quiet_close,
        stopped,
        kind="buffered",
    )
    for kind in ("ValueError", "KeyboardInterrupt", "BrokenPipeError"):
        for stream, call in (("raw", "close"), ("buffered", "write")):
            yield scenario(
                f"a block that raises {kind} of its own, and a {stream} stream whose closing finds the peer gone",
                [piece(), fail(call, lasting=stream == "buffered"), ["raise", kind]],
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
    return "the block of the inner writer kept the error of the outer one" if outer else (
        "the peer of the inner writer was gone, and not only its on_gone was called"
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


EXERCISES: list[Exercise] = [
    Exercise("5.1", _ignore_missing),
    Exercise("5.2", _pipe_writer),
]

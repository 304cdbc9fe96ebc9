"""Lesson 5: what is asked of the answers to 5.1, 5.2, 5.3, 5.4 and 5.5."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from typing import Any

from leakproof.judging.general import SAME_ERROR
from leakproof.judging.scenarios import (
    Check,
    Draw,
    Exercise,
    Expectation,
    Requirement,
    Run,
    Scenario,
)

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


EXERCISES: list[Exercise] = [
    Exercise("5.1", _ignore_missing),
]

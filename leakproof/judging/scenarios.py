"""The vocabulary in which an exercise says what its answers are put through.

An `Exercise` makes `Scenario`s from a `Draw`, anew for every check, so that nothing expected can be known before. Each
scenario says what the world looks like, what is called, and which `Expectation`s must hold; with ``faults=True`` it is
also run once for every step that can fail.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from leakproof.judging.evidence import Report
from leakproof.judging.general import Requirement as Requirement
from leakproof.judging.values import describe, encode
from leakproof.watching.lives import Recording

WORDS = (
    "Äpfel Birnen Brötchen Café Crème Datteln Erbsen Feigen Gurken Honig Ingwer Jalapeño Käse Limetten Möhren Nüsse "
    "Öl Pfeffer Quark Reis Salz Tomaten Zwiebeln żurek 茶 🍐"
).split()

OPENINGS = ("open", "os.open")
"""The names of the steps that open a file."""


BLOCKS = ("UnforeseenError", "OSError", "KeyboardInterrupt")
"""What every block is also run raising."""

ASYNC_BLOCKS = (*BLOCKS, "CancelledError")
"""The same for asynchronous code, where a block can be cancelled, too."""


@dataclass(frozen=True)
class At:
    """A path among the arguments of a call: relative to the run's folder unless `absolute`, a ``str`` unless
    `as_path`."""

    path: str
    absolute: bool = False
    as_path: bool = False


class Folder:
    """A folder in the scenario's files, in place of a file's content."""


@dataclass
class Run:
    """One finished run, as the judge sees it."""

    scenario: Scenario
    fault: Fault | None
    report: Report
    folder: Path
    """The working folder, as the run has left it."""
    recording: Recording
    """What was watched."""
    new_names: list[str] = field(default_factory=list)
    """What is new in the folder, or in the one for temporary files, and was not asked for."""

    @property
    def raised(self) -> dict[str, Any] | None:
        """The exception that reached the caller: ``type``, ``bases``, ``text``, ``errno``, ``line``, and ``injected``:
        ``fault``, ``block`` or a name that the driver gave when it is the very one that was raised on purpose, else
        empty."""
        return self.report.said.get("raised")

    @property
    def returned(self) -> Any:
        """What the answer returned, as `values.encode` writes it; ``None`` when it raised."""
        return self.report.said.get("returned")

    @property
    def notes(self) -> dict[str, Any]:
        """What the exercise's driver saw."""
        notes: dict[str, Any] = self.report.said["notes"]
        return notes

    def ended(self) -> str:
        """How the call ended, for a reader."""
        if self.raised is None:
            return f"it returned {describe(self.returned)}"
        text = f": {self.raised['text']}" if self.raised["text"] else ""
        where = f" (line {self.raised['line']})" if self.raised["line"] else ""
        return f"{self.raised['type']}{text}{where} came out"


@dataclass(frozen=True)
class Fault:
    """The step of a run that is made to fail, from 1, and the error it raises."""

    step: int
    error: str
    name: str = ""
    target: str = ""
    release: bool = False
    of: int = 0
    """How many steps the run without a fault made."""


Check = Callable[[Run], str | None]
"""Says in a sentence what is wrong with a run; ``None`` when nothing is."""


@dataclass(frozen=True)
class Expectation:
    """A requirement, and how to see whether a run keeps it."""

    requirement: Requirement
    problem: Check


@dataclass
class Scenario:
    """One way to call the answer, and what must come of it when nothing fails."""

    when: str
    """Follows "with", as in "with an empty file"."""
    expect: Sequence[Expectation]
    arguments: Sequence[Any] = ()
    """Anything that JSON can hold, or `At`."""
    files: dict[str, bytes | str | type[Folder]] = field(default_factory=dict)
    drive: str = "call"
    """``module:function`` of a driver ``(answer, world, *arguments)`` that runs beside the answer; the ordinary one
    calls the answer with the arguments."""
    block: str = ""
    """What the block raises that the driver gives to a manager, as one of `BLOCKS`; empty: nothing. The driver says
    where with ``world.block()``."""
    suppresses: bool = False
    """Whether the answer may, or has to, keep the block's error to itself."""
    locale: str | None = None
    makes: Sequence[str] = ()
    """The names that may be new in the folder afterwards."""
    faults: bool = False
    expect_after_fault: Sequence[Expectation] = ()
    observe: str = ""
    """The name of a file that a reader looks at before every step and every line: the note ``seen`` lists what it
    found, as pairs of the moment and the content in base64 (``None``: no file), each time that it was something
    new."""
    most_steps: int | None = None
    """Left out for an answer of which a run before this one made more steps than this: it goes byte by byte, and
    would take too long."""

    @functools.cached_property
    def expected_names(self) -> set[str]:
        """What may be in the folder afterwards: what was there before, and what the answer is to make."""
        names = {*self.files, *self.makes}
        return names | {str(parent) for name in names for parent in PurePosixPath(name).parents}


@dataclass
class Exercise:
    """What is asked of the answers to one exercise. `scenarios` makes them for one check."""

    id: str
    scenarios: Callable[[Draw], Iterable[Scenario]]


# -- what scenarios expect


def returns(value: Any, requirement: Requirement) -> Expectation:
    """The answer must return exactly `value`, of exactly its type."""
    expected = encode(value)

    def problem(run: Run) -> str | None:
        if run.raised is None and run.returned == expected:
            return None
        return run.ended() + ("" if run.raised else _instead_of(expected, run.returned))

    return Expectation(requirement, problem)


def _instead_of(due: Any, found: Any) -> str:
    """What was due, after what was found; and where two texts part that look the same when they are shortened."""
    said = f", not {describe(due)}"
    if found["type"] != "str" or due["type"] != "str":
        return said
    pairs = enumerate(zip(found["value"], due["value"], strict=False))
    part = next((place for place, (one, other) in pairs if one != other), None)
    if part is None:
        part = min(len(found["value"]), len(due["value"]))
        if "length" in found or "length" in due:  # of these only the beginning is known
            same_length = found.get("length") == due.get("length")
            return f"{said}: they differ after the first {part} characters" if same_length else said
    if part < _ALIKE:
        return said
    rests = [each["value"][part : part + 10] for each in (found, due)]
    came, missed = (repr(rest) if rest else "the end" for rest in rests)
    return f"{said}: after {part} characters came {came}, not {missed}"


_ALIKE = 40
"""Texts with so many equal characters at their beginning look the same when they are shortened."""


def returns_a(kind: type, requirement: Requirement) -> Expectation:
    """If the answer returns, it must be a value of exactly this type."""

    def problem(run: Run) -> str | None:
        if run.raised is not None or run.returned["type"] == kind.__name__:
            return None
        if run.returned["type"] == "NoneType":
            return "it returned None, as a function does that reaches its end without a `return`"
        return f"it returned {describe(run.returned)}, a value of the type {run.returned['type']}, not {kind.__name__}"

    return Expectation(requirement, problem)


def ends_well(requirement: Requirement) -> Expectation:
    """The answer must not raise."""
    return Expectation(requirement, lambda run: run.ended() if run.raised else None)


def raises_something(requirement: Requirement) -> Expectation:
    """The answer must not return."""
    return Expectation(requirement, lambda run: None if run.raised else f"{run.ended()} and raised nothing")


def raises(kind: type[BaseException], requirement: Requirement) -> Expectation:
    """If the answer raises, it must be an exception of this class."""

    def problem(run: Run) -> str | None:
        if run.raised is None or kind.__name__ in run.raised["bases"]:
            return None
        due = "an error" if kind is Exception else kind.__name__
        return f"{run.ended()} where {due} was due"

    return Expectation(requirement, problem)


def blocks_error_passes(requirement: Requirement) -> Expectation:
    """When the block has raised, it is its error that must come out, whatever else fails."""

    def problem(run: Run) -> str | None:
        if not run.report.said["block"] or (run.raised is not None and run.raised["injected"] == "block"):
            return None
        return f"{run.ended()} instead of the block's {run.scenario.block}"

    return Expectation(requirement, problem)


def file_holds(name: str, content: bytes | None, requirement: Requirement) -> Expectation:
    """The file must hold exactly these bytes afterwards; ``None``: it must not be there."""

    def problem(run: Run) -> str | None:
        path = run.folder / name
        if path.is_symlink() or not path.is_file():
            return None if content is None else f"{name} was not there afterwards"
        if content is None:
            return f"{name} had been made"
        held = path.read_bytes()
        if held == content:
            return None
        if not held:
            return f"{name} was empty afterwards"
        return f"{name} held {_difference(held, content)}"

    return Expectation(requirement, problem)


def _difference(held: bytes, content: bytes) -> str:
    if content.startswith(held):
        return f"only the first {len(held):,} of {len(content):,} bytes"
    if held.startswith(content):
        return f"the right {len(content):,} bytes, and {len(held) - len(content):,} more after them"
    same = next(i for i, (one, other) in enumerate(zip(held, content, strict=False)) if one != other)
    return f"{len(held):,} bytes, of which number {same + 1:,} is {held[same]:#04x} in place of {content[same]:#04x}"


# -- what is made at random


class Draw(random.Random):
    """Makes a scenario's values."""

    def text(self, lines: int, *, last_newline: bool = True) -> str:
        """That many lines of an order list, with characters of one to four bytes in UTF-8."""
        words = self.sample(WORDS, 8)
        rows = [f"{self.choice(words)} {self.choice(words)} × {self.randrange(1, 1000)}" for _ in range(8)]
        return "\n".join(self.choices(rows, k=lines)) + ("\n" if last_newline and lines else "")

    def content(self, size: int) -> bytes:
        """That many bytes, of any value, with ends of lines among them."""
        return (b"\r\n\x1a\n\xff" + self.randbytes(size))[:size]

"""The vocabulary of what was watched: a recording of the lives of resources, and of the exceptions among them."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import Any


class Release(enum.StrEnum):
    """How the life of a resource ended."""

    WITH = "with"
    """Released by the end of a ``with`` block (or of an ``ExitStack``)."""
    CALL = "call"
    """Released by an explicit call, such as ``close()``."""
    LUCK = "luck"
    """Released by the garbage collector: nobody asked for it."""
    ENDED = "ended"
    """Ended by itself, as a thread or a task does."""
    NEVER = "never"
    """Still open when the watched code was over."""


@dataclass(frozen=True)
class Place:
    """A line of the watched code: its number (from 1, or 0 when it is nobody's line), its text without indentation,
    and the function it is in, if that belongs to another cell than the one that is watched: numbers count from the
    first line of their own cell."""

    line: int
    code: str
    function: str = ""


@dataclass(frozen=True)
class Moment:
    """Something that happened: at a tick of the recording's clock, on a line, in a lane."""

    tick: int
    place: Place
    lane: str = "MainThread"


@dataclass
class Life:
    """One resource: what it was, where it was opened, used and released."""

    number: int
    kind: str
    """``file``, ``pipe``, ``socket``, ``descriptor``, ``sqlite connection``, ``connection``, ``transaction``,
    ``process``, ``thread``, ``task``, ``async generator``, ``lock``, ``temporary file``, ``temporary folder`` or
    ``manager``."""
    name: str
    """What tells it from others of its kind, as ``orders.txt``; may be empty."""
    opened: Moment
    uses: list[tuple[str, Moment]] = field(default_factory=list)
    """Pairs of an operation's name, as ``read``, and its moment."""
    how: Release = Release.NEVER
    released: Moment | None = None
    call: str = ""
    """What released it, as ``close()`` or ``COMMIT``; empty when nothing did. Of what ended by itself: how, if not
    as it should, as ``cancelled`` or ``failed with ValueError``."""
    answer: str = ""
    """Of a manager: what its exit saw and what it answered, as "saw ValueError, let it pass"."""


@dataclass
class Raised:
    """One exception on its way: where it was raised, and where it was caught (``None``: nowhere in the watched
    code)."""

    type: str
    message: str
    raised: Moment
    caught: Moment | None = None
    during: int = 0
    """The number of the exception, from 1, that was on its way or being handled then: its ``__context__``. 0: none."""
    cause: int = 0
    """The number of its ``__cause__``. 0: none."""


@dataclass
class Recording:
    """All that was seen while some code was watched.

    ``ticks[i]`` is the line number that was being executed at tick ``i``; a line on which several things happened
    has several ticks in a row. The watched code was over at tick ``len(ticks)``.
    """

    lives: list[Life] = field(default_factory=list)
    exceptions: list[Raised] = field(default_factory=list)
    ticks: list[int] = field(default_factory=list)

    @property
    def lanes(self) -> list[str]:
        """The threads and tasks in which something was recorded, in order of appearance."""
        moments = [life.opened for life in self.lives] + [raised.raised for raised in self.exceptions]
        moments += [raised.caught for raised in self.exceptions if raised.caught]
        return list(dict.fromkeys(moment.lane for moment in moments))

    def to_dict(self) -> dict[str, Any]:
        """As plain lists and dictionaries, ready for JSON."""
        return {
            "lives": [
                {
                    **vars(life),
                    "opened": _plain(life.opened),
                    "uses": [(name, _plain(at)) for name, at in life.uses],
                    "released": life.released and _plain(life.released),
                }
                for life in self.lives
            ],
            "exceptions": [
                {**vars(e), "raised": _plain(e.raised), "caught": e.caught and _plain(e.caught)}
                for e in self.exceptions
            ],
            "ticks": self.ticks,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Recording:
        """The opposite of `to_dict`."""
        return cls(
            [
                Life(
                    life["number"],
                    life["kind"],
                    life["name"],
                    _moment(life["opened"]),
                    [(name, _moment(at)) for name, at in life["uses"]],
                    Release(life["how"]),
                    _moment(life["released"]) if life["released"] else None,
                    life["call"],
                    life["answer"],
                )
                for life in data["lives"]
            ],
            [
                Raised(
                    e["type"],
                    e["message"],
                    _moment(e["raised"]),
                    _moment(e["caught"]) if e["caught"] else None,
                    e["during"],
                    e["cause"],
                )
                for e in data["exceptions"]
            ],
            list(data["ticks"]),
        )


def _plain(moment: Moment) -> dict[str, Any]:
    return {**vars(moment), "place": vars(moment.place)}


def _moment(data: dict[str, Any]) -> Moment:
    return Moment(data["tick"], Place(**data["place"]), data["lane"])

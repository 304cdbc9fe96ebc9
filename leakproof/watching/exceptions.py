"""Follows exceptions on their way through the watched code: where each was raised, and where it was caught."""

from __future__ import annotations

import inspect
import opcode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FrameType, TracebackType

from leakproof.watching.lives import Moment, Raised
from leakproof.watching.sources import Handler, Source

MOST_EXCEPTIONS = 1_000
"""Exceptions after that many are not recorded."""

_ENDS_ITERATION = (StopIteration, StopAsyncIteration)
_NOISE = (*_ENDS_ITERATION, GeneratorExit)


def _opcodes(*names: str) -> set[int]:
    return {opcode.opmap[name] for name in names if name in opcode.opmap}


_RETURNS = _opcodes("RETURN_VALUE", "RETURN_CONST")
_YIELDS = _opcodes("YIELD_VALUE", "RESUME")
_PASSES_AWAIT = _opcodes("CLEANUP_THROW")
_ENTERS_HANDLER = _opcodes("PUSH_EXC_INFO")


_CAN_YIELD = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR


@dataclass
class _Flight:
    """An exception in one frame."""

    raised: Raised
    arrived_on: int
    """The line on which it came into being in this frame, or came from a call."""
    handler: Handler | None = None
    """What it has reached; whether that catches it is seen by what comes next."""
    perhaps_caught: Moment | None = None
    """Set at a ``with``: whether that catches it, its exit decides."""
    is_handled: bool = False
    """Whether the handler is being executed, and not about to raise the exception again."""

    @property
    def line(self) -> int:
        """From where it leaves, if it does."""
        return self.handler.line if self.handler else self.arrived_on

    def is_within_handler(self, line: int) -> bool:
        """Whether `line` is a part of what it has reached."""
        return self.handler is not None and line in range(self.handler.line, self.handler.last_line + 1)

    def is_over(self, line: int, source: Source) -> bool:
        """Whether it can no longer leave this frame, now that `line` is executed."""
        return not self.is_within_handler(line) and not source.passes_finally(self.line, line)


def returns_normally(frame: FrameType) -> bool:
    """Of a frame that is being left: whether by ``return``, and not by an exception."""
    return _opcode(frame) in _RETURNS


class Exceptions:
    """The exceptions of one recording.

    Neither exceptions nor frames are kept, only their numbers: to keep them would keep alive, and so open, what they
    refer to. `is_watched` says of a frame whether it runs watched code, `moment` gives its present moment (or that of
    another line of it), `source` the source of a file.
    """

    def __init__(
        self,
        is_watched: Callable[[FrameType], bool],
        moment: Callable[..., Moment],
        source: Callable[[str], Source],
    ) -> None:
        self.recorded: list[Raised] = []
        self._is_watched, self._moment, self._source = is_watched, moment, source
        self._known: dict[int, Raised] = {}
        self._flights: dict[int, list[_Flight]] = {}
        self._just_arrived: set[int] = set()
        """The frames in which nothing has happened since an exception arrived."""

    def arrives(self, frame: FrameType, error: BaseException | None, traceback: TracebackType | None) -> None:
        """An exception has been raised in `frame`, or has come there from what it called."""
        if error is not None and not isinstance(error, _ENDS_ITERATION):
            self._just_arrived.add(id(frame))
        if isinstance(error, GeneratorExit):
            self._flights.pop(id(frame), None)  # what it has caught so far, it has caught
        if error is None or isinstance(error, _NOISE):
            return
        raised = self._known_as(error, traceback.tb_next if traceback else None)
        if raised is not None:
            raised.caught = None
        else:
            raised = self._record(error, self._moment(frame))
        if raised is None:
            return
        others = [
            flight
            for flight in self._flights.get(id(frame), ())
            if flight.raised is not raised and not self._is_replaced(flight, raised, frame)
        ]
        for flight in others:
            caught_by_with = flight.perhaps_caught is not None and flight.raised.caught is flight.perhaps_caught
            if caught_by_with and flight.is_within_handler(frame.f_lineno or 0):
                flight.raised.caught = None  # the exit of that `with` did not catch it, but raised another one
        self._flights[id(frame)] = [*others, _Flight(raised, frame.f_lineno or 0)]

    def goes_on(self, frame: FrameType) -> None:
        """`frame` is about to execute a line: perhaps one that catches what is in flight there."""
        self._just_arrived.discard(id(frame))
        flights = self._flights.get(id(frame))
        if not flights or _opcode(frame) in _PASSES_AWAIT:
            return
        line, source = frame.f_lineno or 0, self._source(frame.f_code.co_filename)
        handler = source.handlers.get(line)
        if handler is not None and (not handler.is_with or _opcode(frame) in _ENTERS_HANDLER):
            for flight in _likeliest_first(flights):
                if handler.guards(flight.line):
                    flight.handler, flight.is_handled = handler, False
                    flight.raised.caught = self._moment(frame)
                    flight.perhaps_caught = flight.raised.caught if handler.is_with else None
                    break
            return
        for flight in [flight for flight in flights if flight.is_over(line, source)]:
            flights.remove(flight)
            if flight.handler is None and flight.line in source.handlers:
                # A `with` has caught it that has its block on the same line.
                flight.raised.caught = self._moment(frame, flight.line)
        for flight in flights:
            if flight.is_within_handler(line):
                flight.is_handled = line not in source.bare_raises

    def leaves(self, frame: FrameType, value: object) -> bool:
        """`frame` gives `value` to its caller (``None``, too, if it raises). Whether it ends, and does not yield."""
        if not self._ends(frame, value):
            return False
        flights = self._flights.pop(id(frame), None)
        if flights:
            self._end_of(flights, frame)
        return True

    def _ends(self, frame: FrameType, value: object) -> bool:
        raises = id(frame) in self._just_arrived
        self._just_arrived.discard(id(frame))
        if not frame.f_code.co_flags & _CAN_YIELD:
            return True
        return _opcode(frame) not in _YIELDS or (raises and value is None)

    def _end_of(self, flights: list[_Flight], frame: FrameType) -> None:
        last = _likeliest_first(flights)[0]
        if not returns_normally(frame):
            last.raised.caught = None
        elif last.handler is None and last.raised.caught is None:
            # A `with` has caught it that has its block on the same line, and nothing came after it.
            last.raised.caught = self._moment(frame, last.line)

    def escaped(self, error: BaseException) -> None:
        """The watched code has ended with `error`, which nobody caught."""
        entries = [entry for entry in _entries(error.__traceback__) if self._is_watched(entry.tb_frame)]
        raised = self._known_as(error, error.__traceback__)
        if raised is not None:
            raised.caught = None
        elif entries:
            # An interrupt that comes while a line is being traced ends the tracing, and so has not been seen.
            self._record(error, self._moment(entries[-1].tb_frame, entries[-1].tb_lineno))

    def _record(self, error: BaseException, moment: Moment) -> Raised | None:
        if len(self.recorded) >= MOST_EXCEPTIONS:
            return None
        raised = Raised(type(error).__name__, _message(error), moment)
        raised.during, raised.cause = self._number(error.__context__), self._number(error.__cause__)
        self._known[id(error)] = raised
        self.recorded.append(raised)
        return raised

    def _is_replaced(self, flight: _Flight, by: Raised, frame: FrameType) -> bool:
        """Whether the exit of a `with` that has its block on the same line has raised another one in its place."""
        at_with = flight.handler is None and flight.line in self._source(frame.f_code.co_filename).handlers
        return at_with and by.during > 0 and self.recorded[by.during - 1] is flight.raised

    def _number(self, error: BaseException | None) -> int:
        """The number of an exception, or of the first one behind it that was seen on its way; 0: none was."""
        for _ in range(MOST_EXCEPTIONS):
            if error is None:
                break
            known = self._known.get(id(error))
            if known is not None:
                return self.recorded.index(known) + 1
            error = error.__context__
        return 0

    def _known_as(self, error: BaseException, came_through: TracebackType | None) -> Raised | None:
        """What is known of `error`. Its number alone could be that of an earlier one, which is gone: but only one that
        was raised before has come through watched code."""
        raised_before = any(self._is_watched(entry.tb_frame) for entry in _entries(came_through))
        return self._known.get(id(error)) if raised_before else None


def _likeliest_first(flights: list[_Flight]) -> list[_Flight]:
    """In the order in which they may be the one that is on its way now: the newest, but none that is handled."""
    newest_first = flights[::-1]
    newest_first.sort(key=lambda flight: flight.is_handled)
    return newest_first


def _opcode(frame: FrameType) -> int:
    return frame.f_code.co_code[frame.f_lasti]


def _entries(traceback: TracebackType | None) -> Iterator[TracebackType]:
    while traceback is not None:
        yield traceback
        traceback = traceback.tb_next


def _message(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:
        return ""

"""Lesson 8: what is asked of the answers to 8.1, 8.2, 8.3 and 8.4."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import os
import statistics
import sys
import time
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from leakproof.exercises.manual_close import PATHS, STRICT, UTF8, cannot_be_opened
from leakproof.judging.general import NOTHING_EARLY, SAME_ERROR
from leakproof.judging.handed import Handed
from leakproof.judging.scenarios import (
    BLOCKS,
    At,
    Check,
    Draw,
    Exercise,
    Expectation,
    Folder,
    Requirement,
    Run,
    Scenario,
    ends_well,
    raises,
    raises_something,
)
from leakproof.judging.values import describe, encode

_MISSING = {"type": "AttributeError", "repr": "nothing: there is no such attribute"}


def _shown(thing: Any, name: str) -> Any:
    """What stands in an attribute, as `encode` writes it."""
    try:
        return encode(getattr(thing, name))
    except AttributeError:
        return _MISSING
    except Exception as error:
        return {"type": type(error).__name__, "repr": f"{type(error).__name__} instead of a value"}


# -- 8.1 class Transcript(chunks)

GIVES = Requirement(
    "Gives every chunk, as it came",
    "Each string of `chunks` is given on, one by one and unchanged; an empty string, too. `chunks` may be anything "
    "that a `for` can walk, once: `iter(chunks)` makes an iterator of it.",
)
NO_FURTHER = Requirement(
    "Reads no further than it gives",
    "A stream may be slow, and its next chunk costs time or money. Take one chunk, give it on, and take the next one "
    "when that is asked for: a generator does just this, and `list(chunks)` does not.",
)
AT_FIRST = Requirement(
    "text is empty before the first chunk",
    '`.text` is a string from the beginning on, `""` as long as nothing has been given. It is looked at without '
    "parentheses: an attribute, or a method under `@property`.",
)
IN_HAND = Requirement(
    "text has the chunk in hand",
    "While your caller holds a chunk, `.text` is all chunks up to this one and no more, however often it is looked at. "
    "What stands below a `yield` runs when the next chunk is asked for, if ever: keep a chunk before you give it.",
)
AFTER_STOP = Requirement(
    "text stays right after an early stop",
    "A caller who leaves the loop has had some of the chunks. `.text` is these, then and later.",
)
AFTER_ERROR = Requirement(
    "text stays right after an error",
    "What had been given before the stream broke has been given: it stays in `.text`, and nothing is added.",
)
AFTER_END = Requirement(
    "text stays right after the end",
    "When all chunks have been given, `.text` is all of them, as they were.",
)
ENDS_THERE = Requirement(
    "Ends where the chunks end",
    "The end of `chunks` is the end of the loop, and no error. In a generator the `StopIteration` of a `next` has to "
    "be caught; a `for` does that for you.",
)
OWN_TEXT = Requirement(
    "Each Transcript has its own text",
    "Two streams may be followed at the same time. What stands in the class belongs to all its objects: make it in "
    "`__init__`, in `self`.",
)
LINEAR = Requirement(
    "Each chunk costs only itself",
    "Joining two strings copies both. If that is done at each chunk, all that came before is copied again and again. "
    "Append the chunk to a list, and join when somebody asks for `.text`.",
)
_TEXT_AT = {
    "before the first chunk": AT_FIRST,
    "with the chunk in hand": IN_HAND,
    "after the early stop": AFTER_STOP,
    "after the error": AFTER_ERROR,
    "after the end": AFTER_END,
}

_LONG_TEXT = 1_000_000
"""Characters, of four bytes each."""
_MANY_CHUNKS = 20_000
_MEASURED = 100
"""Chunks whose cost is measured one by one, and of which `_DEAR_CHUNKS` may be dear: a list that is full makes room."""
_DEAR_CHUNKS = 5


class Chunks(Handed):
    """Can be walked once, and is no iterator. `taken` tells how many times the next chunk was asked for."""

    def __init__(self, world: Any, texts: list[str], equal: bool = True) -> None:
        super().__init__(equal)
        self._world, self._texts = world, texts
        self._walked = False
        self.taken = 0

    def __iter__(self) -> Iterator[str]:
        if self._walked:
            raise RuntimeError("these chunks were walked before")
        self._walked = True
        return self._walk()

    def _walk(self) -> Iterator[str]:
        for text in self._texts:
            self.taken += 1
            self._world.step("next()", "chunks")
            yield text
        self.taken += 1
        self._world.step("next()", "chunks")


def follow(answer: Any, world: Any, texts: list[str], stop: int, equal: bool) -> None:
    """Walks a Transcript to its end, or to the chunk of the number `stop`, and looks at `text` at any time."""
    chunks = Chunks(world, texts, equal)
    given: list[Any] = []
    looks: list[Any] = []
    ahead: list[int] = []
    for name, seen in (("given", given), ("looks", looks), ("ahead", ahead)):
        world.note(name, seen)
    transcript = answer(chunks)

    def look(moment: str) -> None:
        looks.extend((moment, len(given), _shown(transcript, "text")) for _ in range(2))
        ahead.append(chunks.taken - len(given))

    look("before the first chunk")
    walking = iter(transcript)
    look("before the first chunk")
    try:
        while len(given) != stop:
            try:
                chunk = next(walking)
            except StopIteration:
                break
            given.append(encode(chunk))
            look("with the chunk in hand")
    except BaseException:
        looks.append(("after the error", len(given), _shown(transcript, "text")))
        raise
    moment = "after the end" if stop < 0 else "after the early stop"
    looks.append((moment, len(given), _shown(transcript, "text")))
    if isinstance(walking, types.GeneratorType):
        walking.close()  # as Python does when nobody refers to it any more
    looks.append((moment, len(given), _shown(transcript, "text")))


def follow_two(answer: Any, world: Any, texts: list[str], others: list[str]) -> None:
    """Walks two Transcripts at the same time."""
    one, other = answer(Chunks(world, texts)), answer(Chunks(world, others))
    for _ in zip(one, other, strict=True):
        pass
    world.note("texts", [_shown(one, "text"), _shown(other, "text")])


def spend(answer: Any, world: Any, long: int, many: int) -> None:
    """Gives some short chunks, one of so many characters, so many short ones, and some more of which each is dear if it
    costs about as much as copying all that came before, and much more than the first ones."""
    stream = (*"x" * _MEASURED, "🍐" * long, *"x" * (many + _MEASURED))
    tracing = sys.gettrace()
    sys.settrace(None)  # to be watched costs more than the work itself
    try:
        transcript = answer(iter(stream))
        walking = iter(transcript)
        usual = 5 * statistics.median(_seconds(lambda: next(walking)) for _ in range(_MEASURED))
        next(walking)
        started = _processor_time()
        for _ in range(many):
            next(walking)
            if _processor_time() - started > 3 * usual * many:
                world.note("dear", _MEASURED)
                return
        copying = min(_seconds(lambda: [*stream] if many else "".join(stream)) for _ in range(5))
        dear = max(usual, copying / 3)
        world.note("dear", sum(_seconds(lambda: next(walking)) > dear for _ in range(_MEASURED)))
        world.note("text", _shown(transcript, "text"))
    finally:
        sys.settrace(tracing)


_processor_time = time.thread_time if time.get_clock_info("thread_time").resolution < 1e-5 else time.perf_counter
"""What other programs do does not count, where the system can tell so exactly; Windows cannot. (The time of the whole
process is a coarse one on Linux, under a limit of it.)"""


def _seconds(action: Callable[[], object]) -> float:
    started = _processor_time()
    action()
    return _processor_time() - started


def _transcript(draw: Draw) -> Iterator[Scenario]:
    drive = f"{__name__}:follow"

    def texts() -> list[str]:
        parts = [draw.text(1, last_newline=draw.random() < 0.5) for _ in range(5)]
        return [f"  {parts[0]}", "", parts[1], f"\r\n{parts[2]}\t ", "", parts[1], f"{parts[3]}\n", f"{parts[4]} ", ""]

    def scenario(when: str, chunks: list[str], stop: int = -1, equal: bool = True, faults: bool = False) -> Scenario:
        after = [Expectation(requirement, _text_is_right(moment, chunks)) for moment, requirement in _TEXT_AT.items()]
        always = [
            Expectation(GIVES, _gives_its_part(chunks)),
            Expectation(NO_FURTHER, _reads_no_further),
            *after,
        ]
        expect = [
            Expectation(ENDS_THERE, _ends_there),
            *always,
            Expectation(GIVES, _gives_all(chunks if stop < 0 else chunks[:stop])),
            ends_well(GIVES),
        ]
        arguments = [chunks, stop, equal]
        return Scenario(when, expect, arguments, drive=drive, faults=faults, expect_after_fault=always)

    yield scenario("some chunks", texts(), faults=True)
    yield scenario("a loop that is left at once", texts(), stop=1, equal=False)
    yield scenario("a loop that is left after an empty chunk", texts(), stop=2)
    yield scenario("a loop that is left at the last chunk", texts(), stop=9)
    yield scenario("no chunks", [])
    yield scenario("empty chunks only", ["", "", ""])
    one, other = texts(), texts()
    yield Scenario(
        "two Transcripts at the same time",
        [ends_well(OWN_TEXT), Expectation(OWN_TEXT, _own_texts(one, other))],
        [one, other],
        drive=f"{__name__}:follow_two",
    )
    for when, long, many in (
        ("short chunks after a very long one", _LONG_TEXT, 0),
        (f"more than {_MANY_CHUNKS:,} chunks", 1, _MANY_CHUNKS),
    ):
        whole = "x" * _MEASURED + "🍐" * long + "x" * (many + _MEASURED)
        yield Scenario(
            when,
            [ends_well(GIVES), Expectation(LINEAR, _is_cheap), Expectation(AFTER_STOP, _whole_text(whole))],
            [long, many],
            drive=f"{__name__}:spend",
        )


def _gives_its_part(chunks: list[str]) -> Check:
    def problem(run: Run) -> str | None:
        for number, given in enumerate(run.notes.get("given", [])):
            if number >= len(chunks):
                return f"{describe(given)} was given after the last chunk"
            if given != encode(chunks[number]):
                return f"{describe(given)} was given in place of {describe(encode(chunks[number]))}"
        return None

    return problem


def _gives_all(chunks: list[str]) -> Check:
    def problem(run: Run) -> str | None:
        count = len(run.notes.get("given", []))
        if count == len(chunks):
            return None
        return f"{count} of {len(chunks)} chunks were given" + (f": {run.ended()}" if run.raised else "")

    return problem


def _reads_no_further(run: Run) -> str | None:
    most = max(run.notes.get("ahead", []), default=0)
    return f"{most} more had been asked for than were given by then" if most > 0 else None


def _text_is_right(moment: str, chunks: list[str]) -> Check:
    def problem(run: Run) -> str | None:
        for at, count, text in run.notes.get("looks", []):
            due = encode("".join(chunks[:count]))
            if at == moment and text != due:
                return f"{moment}, number {count}, it was {_of(text, due)}"
        return None

    return problem


def _of(text: Any, due: Any) -> str:
    return f"{describe(text)}, not {describe(due)}"


def _ends_there(run: Run) -> str | None:
    raised = run.raised
    past_the_end = raised is not None and raised["type"] == "RuntimeError" and "StopIteration" in raised["text"]
    return run.ended() if past_the_end else None


def _own_texts(one: list[str], other: list[str]) -> Check:
    def problem(run: Run) -> str | None:
        for text, due in zip(run.notes.get("texts", []), (one, other), strict=True):
            if text != encode("".join(due)):
                return f"it was {_of(text, encode(''.join(due)))}"
        return None

    return problem


def _is_cheap(run: Run) -> str | None:
    dear = run.notes.get("dear", 0)
    if dear <= _DEAR_CHUNKS:
        return None
    return f"{dear} of {_MEASURED} short chunks cost as much as copying all that had come before them"


def _whole_text(whole: str) -> Check:
    due = encode(whole)
    return lambda run: None if run.notes.get("text") == due else f"it was {_of(run.notes.get('text'), due)}"


# -- 8.2 class MeteredStream(response, clock=time.perf_counter)

STREAM = Requirement(
    "Gives the stream to the block",
    "What `__enter__` returns is what stands after `as`: the object that is iterated, and that has the numbers.",
)
FROM_THE_BEGINNING = Requirement(
    "Has its numbers from the beginning on",
    "All five attributes are there as soon as the block begins, before anything has come: set them before that.",
)
ALL_CHUNKS = Requirement(
    "Gives every chunk, as it came",
    "Each `bytes` of the response is given on, one by one and unchanged. `response` may be anything that a `for` can "
    "walk, once: `iter(response)` makes an iterator of it.",
)
AS_IT_COMES = Requirement(
    "Gives each chunk as it comes",
    "Your caller wants each chunk at once, and the numbers that belong to it. Take one, give it on, and take the next "
    "one when that is asked for.",
)
END_IS_NO_ERROR = Requirement(
    "Ends where the response ends",
    "The end of the response is the end of the loop, and no error. In a generator the `StopIteration` of a `next` has "
    "to be caught, and a plain `return` ends the loop.",
)
BYTES = Requirement(
    "Counts the bytes that came so far",
    "`bytes` is the length of all chunks up to the one in your caller's hand. What stands below a `yield` runs when "
    "the next chunk is asked for, if ever, and what a generator returns is lost to a `for`.",
)
CHUNKS = Requirement(
    "Counts the chunks that came so far",
    "`chunks` is the number of chunks up to the one in your caller's hand. The end of the response is no chunk, and "
    "neither is an error.",
)
NONE_CAME = Requirement(
    "Says None while no chunk has come",
    "`first_byte_seconds` is `None` until there is a first chunk. Of a response that is empty, or breaks before its "
    "first chunk, it stays `None`.",
)
FIRST_BYTE = Requirement(
    "Times the first chunk from the entry",
    "`first_byte_seconds` is the reading of `clock` when the first chunk came, minus the one when the block was "
    "entered, unrounded. Any number can be a reading, 0 too, and the clock may be false in a boolean test.",
)
EACH_WAIT = Requirement(
    "Counts each wait for the response, once",
    "`read_seconds` is the sum of all waits so far: read the clock directly before and directly after each `next`, and "
    "add the difference.",
)
LAST_WAIT = Requirement(
    "Counts the wait that brought the end",
    "To learn that there is nothing more takes time, too. A `for` hides that last `next`: it ends the loop, and what "
    "stands in the loop does not run again.",
)
WAIT_FOR_ERROR = Requirement(
    "Counts the wait that brought the error",
    "A stream that breaks after a minute has cost a minute. `finally` runs however a `next` ends.",
)
CONSUMERS_TIME = Requirement(
    "Leaves out the consumer's own time",
    "Between two chunks your caller is at work, and the response waits. What a generator does around its `yield` goes "
    "on while somebody else works: measure around `next` alone.",
)
NOT_YET_COMPLETE = Requirement(
    "Is not complete before the end",
    "A loop that is left early, even at the last chunk, and a stream that broke have not come to their end. Only the "
    "response itself says that it is over.",
)
COMPLETE = Requirement(
    "Is complete when the response has ended",
    "When the response has said that nothing more comes, `complete` is true at once and stays so, whatever the block "
    "does then. An empty response ends as well.",
)
CLOSES_AT_EXIT = Requirement(
    "Closes at the exit, not before",
    "The block may go on when the loop is over. Closing belongs to the end of the block, and happens there once.",
)
KEPT = Requirement(
    "The numbers stay after the block",
    "When the block is over nothing more comes, and closing is no reading: the numbers are the last ones of the block.",
)
OWN_NUMBERS = Requirement(
    "Each stream has its own numbers",
    "Two streams may be read at the same time. What is counted belongs into the object (`self`), not into the class.",
)
OWN_CLOCK = Requirement(
    "Has a clock of its own",
    "`MeteredStream(response)` measures seconds with `time.perf_counter`. A default value is the function itself, "
    "without parentheses.",
)
_OTHER_CLOCKS = ("time", "process_time", "thread_time", "time_ns", "perf_counter_ns", "monotonic_ns", "sleep")
_LONG = 100.0
"""Seconds: all that is not a wait for the response takes this long or longer, and all of those waits together less."""


class BrokenResponse(Exception):
    """The error of a response in a scenario in which the consumer expects it."""


class HandClock(Handed):
    """Shows `now`."""

    def __init__(self, now: float) -> None:
        super().__init__()
        self.now = now

    def __call__(self) -> float:
        return self.now


class Response(Handed):
    """Takes `waits` for its chunks and its end. `state` is ``end`` or ``error`` when it is over."""

    def __init__(
        self, world: Any, clock: HandClock, chunks: list[str], waits: list[float], equal: bool, breaks: bool
    ) -> None:
        super().__init__(equal)
        self._world, self._clock, self._breaks = world, clock, breaks
        self._chunks, self._waits = [bytes.fromhex(chunk) for chunk in chunks], waits
        self._life = world.lend("response")
        self.walked = self.taken = self.closed = 0
        self.state = ""

    def __iter__(self) -> Iterator[bytes]:
        self.walked += 1
        if self.walked > 1:
            raise RuntimeError("this response was walked before")
        return _Reading(self)

    def read(self) -> bytes:
        """The next chunk, after its wait."""
        self.taken += 1
        if self.taken <= len(self._waits):
            self._clock.now += self._waits[self.taken - 1]
        self.state = "error"
        self._world.step("next()", "the response")
        if self.taken > len(self._chunks):
            if self._breaks:
                raise BrokenResponse
            self.state = "end"
            raise StopIteration
        self.state = ""
        return self._chunks[self.taken - 1]

    def close(self) -> str:
        """Takes long."""
        self.closed += 1
        self._clock.now += _LONG
        self._world.take_back(self._life, "close()")
        return "this means nothing"


class _Reading:
    def __init__(self, response: Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        return self._response.read()


class OwnIterator(Response):
    """A response that is its own iterator."""

    def __iter__(self) -> Any:
        self.walked = 1
        return self

    def __next__(self) -> bytes:
        return self.read()


def _numbers(stream: Any) -> dict[str, Any]:
    names = ("bytes", "chunks", "first_byte_seconds", "read_seconds")
    found = {name: _shown(stream, name) for name in names}
    try:
        found["complete"] = bool(stream.complete)
    except AttributeError:
        found["complete"] = _shown(stream, "complete")
    return found


def meter(answer: Any, world: Any, chunks: list[str], waits: list[float], pairs: list[Any]) -> None:
    """Reads a stream in a block, and looks at its numbers at any time. The plan, in `pairs`: ``start`` and ``lag``
    (seconds, at the entry, and from there to the loop), ``stop`` (the chunk at which the loop is left), ``breaks`` (the
    response does, and the block handles it), ``equal``, ``itself``, ``keyword``."""
    plan: dict[str, Any] = dict(pairs)
    clock = HandClock(plan["start"] - _LONG)
    kind = OwnIterator if plan["itself"] else Response
    response = kind(world, clock, chunks, waits, plan["equal"], plan["breaks"])
    given: list[str] = []
    looks: list[Any] = []
    for name, seen in (("given", given), ("looks", looks)):
        world.note(name, seen)

    def look(moment: str) -> None:
        looks.append([moment, len(given), response.taken, response.state, _numbers(stream)])

    try:
        metered = answer(response, clock=clock) if plan["keyword"] else answer(response, clock)
    finally:
        world.not_yet(["iter()"] * response.walked + ["close()"] * response.closed)
    clock.now = plan["start"]
    stream: Any = None
    try:
        with metered as stream:
            world.note("gave something", stream is not None)
            look("at the beginning of the block")
            clock.now += plan["lag"]
            try:
                walking = iter(stream)
                look("before the first chunk")
                while len(given) != plan["stop"]:
                    try:
                        chunk = next(walking)
                    except StopIteration:
                        break
                    given.append(chunk.hex() if type(chunk) is bytes else f"not bytes: {chunk!r:.40}")
                    look("with a chunk in hand")
                    clock.now += _LONG
                    look("with a chunk in hand, later")
                else:
                    if isinstance(walking, types.GeneratorType):
                        walking.close()  # as Python does when nobody refers to it any more
            except BaseException as error:
                look("after the error")
                if not isinstance(error, BrokenResponse):
                    raise
            clock.now += _LONG
            look("after the loop")
            world.note("closed early", response.closed)
            world.block()
    finally:
        clock.now += _LONG
        if stream is not None:
            look("after the block")


def meter_two(answer: Any, world: Any, chunks: list[str], others: list[str]) -> None:
    """Reads two streams at the same time."""
    clock = HandClock(0.0)
    waits = [1.0] * 10
    one, other = (Response(world, clock, each, waits, True, False) for each in (chunks, others))
    with answer(one, clock) as stream, answer(other, clock) as second:
        for _ in zip(stream, second, strict=True):
            pass
        world.note("numbers", [_numbers(stream), _numbers(second)])


def meter_by_itself(answer: Any, world: Any, chunks: list[str]) -> None:
    """Reads a stream with the clock that the answer brings along."""
    with contextlib.suppress(TypeError, ValueError, KeyError):
        default = inspect.signature(answer).parameters["clock"].default
        world.note("default", [each for each in _OTHER_CLOCKS if default is vars(time).get(each, answer)])
    response = Response(world, HandClock(0.0), chunks, [], True, False)
    started = time.perf_counter()
    with answer(response) as stream:
        for _ in stream:
            pass
    world.note("most seconds", time.perf_counter() - started)
    world.note("numbers", _numbers(stream))


def _metered_stream(draw: Draw) -> Iterator[Scenario]:
    def scenario(when: str, count: int, block: str = "", faults: bool = False, **changes: Any) -> Scenario:
        plan = {
            "start": draw.randrange(1, 10**5) + draw.randrange(1, 1024) / 1024,
            "lag": _LONG,
            "stop": -1,
            "breaks": False,
            "equal": True,
            "itself": False,
            "keyword": False,
            **changes,
        }
        chunks = [draw.content(draw.randrange(6, 60)).hex() for _ in range(count)]
        waits = [draw.randrange(1, 9 * 1024) / 1024 for _ in range(count + 1)]
        if not plan["lag"]:
            waits[0] = 0.0
        always = _right_numbers(chunks, waits, plan["lag"])
        expect = [
            *always,
            Expectation(ALL_CHUNKS, _all_given(count if plan["stop"] < 0 else plan["stop"])),
            *([] if block else [ends_well(ALL_CHUNKS)]),
        ]
        return Scenario(
            when,
            expect,
            [chunks, waits, list(plan.items())],
            drive=f"{__name__}:meter",
            block=block,
            faults=faults,
            expect_after_fault=always,
        )

    yield scenario("a full read", 3, faults=True)
    yield scenario("an empty response, and a clock given by its name", 0, equal=False, keyword=True)
    yield scenario("a first chunk that is there at once", 3, start=0.0, lag=0.0)
    yield scenario("a response that is its own iterator", 2, itself=True)
    yield scenario("a block without a loop", 3, stop=0)
    yield scenario("a loop that is left at the first chunk", 3, stop=1)
    yield scenario("a loop that is left at the last chunk", 3, stop=3, equal=False)
    yield scenario("a response that breaks, and a block that goes on", 2, breaks=True)
    yield scenario("a response that breaks at once, and a block that goes on", 0, breaks=True)
    for kind in BLOCKS:
        yield scenario(f"a loop that is left early, and a block that raises {kind}", 3, stop=2, block=kind)
        yield scenario(f"a full read, and a block that raises {kind}", 2, block=kind)
    one, other = ([draw.content(draw.randrange(6, 60)).hex() for _ in range(3)] for _ in range(2))
    yield Scenario(
        "two streams at the same time",
        [ends_well(OWN_NUMBERS), Expectation(OWN_NUMBERS, _own_numbers(one, other))],
        [one, other],
        drive=f"{__name__}:meter_two",
    )
    yield Scenario(
        "a stream made without a clock",
        [ends_well(OWN_CLOCK), Expectation(OWN_CLOCK, _plausible_seconds)],
        [one],
        drive=f"{__name__}:meter_by_itself",
    )


@dataclass(frozen=True)
class _Look:
    """At the numbers of a stream."""

    moment: str
    given: int
    taken: int
    state: str
    numbers: dict[str, Any]

    def number(self, name: str) -> float | None:
        """As a number, if it is one."""
        return _as_number(self.numbers[name])

    def tells(self, name: str, due: object) -> str:
        """A sentence for a reader."""
        seen = self.numbers[name]
        shown = str(seen) if isinstance(seen, bool) else describe(seen)
        return f"{self.moment} (number {self.given}) {name} was {shown}, not {due}" if self.given else (
            f"{self.moment} {name} was {shown}, not {due}"
        )


def _as_number(encoded: Any) -> float | None:
    plain = encoded.get("type") in ("int", "float") and "value" in encoded
    return float(encoded["value"]) if plain else None


def _right_numbers(chunks: list[str], waits: list[float], lag: float) -> list[Expectation]:
    sizes = [len(chunk) // 2 for chunk in chunks]

    def each(problem: Callable[[_Look], str | None]) -> Check:
        def first(run: Run) -> str | None:
            looks = [_Look(*look) for look in run.notes.get("looks", [])]
            return next(filter(None, map(problem, looks)), None)

        return first

    def inside(problem: Callable[[_Look], str | None]) -> Check:
        return each(lambda look: problem(look) if look.moment != "after the block" else None)

    def all_there(look: _Look) -> str | None:
        missing = [name for name, value in look.numbers.items() if value == _MISSING]
        return f"{look.moment} there was no attribute {missing[0]!r}" if missing else None

    def as_it_comes(look: _Look) -> str | None:
        ahead = look.taken - look.given - bool(look.state)
        return f"{look.moment} the response had been asked for {ahead} more than were given" if ahead > 0 else None

    def count_of(name: str, count: Callable[[int], int]) -> Callable[[_Look], str | None]:
        def problem(look: _Look) -> str | None:
            due = count(look.given)
            return None if look.number(name) == due else look.tells(name, due)

        return problem

    def none_came(look: _Look) -> str | None:
        none = look.given or look.numbers["first_byte_seconds"] == encode(None)
        return None if none else look.tells("first_byte_seconds", None)

    def first_byte(look: _Look) -> str | None:
        due = lag + waits[0]
        right = not look.given or _is_close(look.number("first_byte_seconds"), due)
        return None if right else look.tells("first_byte_seconds", due)

    def read_seconds(look: _Look) -> float:
        return sum(waits[: look.given + bool(look.state)])

    def consumers_time(look: _Look) -> str | None:
        seen, due = look.number("read_seconds"), read_seconds(look)
        return look.tells("read_seconds", due) if seen is not None and seen > due + _LONG / 2 else None

    def waited(state: str) -> Callable[[_Look], str | None]:
        def problem(look: _Look) -> str | None:
            due = read_seconds(look)
            right = look.state != state or _is_close(look.number("read_seconds"), due)
            return None if right else look.tells("read_seconds", due)

        return problem

    def not_yet(look: _Look) -> str | None:
        right = look.state == "end" or look.numbers["complete"] is False
        return None if right else look.tells("complete", False)

    def complete(look: _Look) -> str | None:
        right = look.state != "end" or look.numbers["complete"] is True
        return None if right else look.tells("complete", True)

    def kept(run: Run) -> str | None:
        looks = [_Look(*look) for look in run.notes.get("looks", [])]
        if len(looks) < 2 or looks[-1].moment != "after the block":
            return None
        before, after = looks[-2:]
        changed = [name for name in before.numbers if before.numbers[name] != after.numbers[name]]
        return after.tells(changed[0], f"{describe(before.numbers[changed[0]])}, as it had been") if changed else None

    def part_is_right(run: Run) -> str | None:
        for number, given in enumerate(run.notes.get("given", [])):
            if number >= len(chunks):
                return "a chunk was given after the last one"
            if given != chunks[number]:
                return f"chunk {number + 1} was another one"
        return None

    return [
        Expectation(STREAM, lambda run: "it was None" if run.notes.get("gave something") is False else None),
        Expectation(FROM_THE_BEGINNING, each(all_there)),
        Expectation(NOTHING_EARLY, _nothing_early),
        Expectation(CLOSES_AT_EXIT, _closes_at_exit),
        Expectation(AS_IT_COMES, each(as_it_comes)),
        Expectation(ALL_CHUNKS, part_is_right),
        Expectation(BYTES, inside(count_of("bytes", lambda given: sum(sizes[:given])))),
        Expectation(CHUNKS, inside(count_of("chunks", lambda given: given))),
        Expectation(NONE_CAME, inside(none_came)),
        Expectation(FIRST_BYTE, inside(first_byte)),
        Expectation(CONSUMERS_TIME, inside(consumers_time)),
        Expectation(EACH_WAIT, inside(waited(""))),
        Expectation(END_IS_NO_ERROR, _ends_there),
        Expectation(LAST_WAIT, inside(waited("end"))),
        Expectation(WAIT_FOR_ERROR, inside(waited("error"))),
        Expectation(NOT_YET_COMPLETE, each(not_yet)),
        Expectation(COMPLETE, each(complete)),
        Expectation(KEPT, kept),
    ]


def _is_close(seen: float | None, due: float) -> bool:
    return seen is not None and abs(seen - due) < 1e-9


def _nothing_early(run: Run) -> str | None:
    return f"{run.notes['early']} came before the block was entered" if run.notes.get("early") else None


def _closes_at_exit(run: Run) -> str | None:
    return "the response was closed when the block had not ended yet" if run.notes.get("closed early") else None


def _all_given(count: int) -> Check:
    def problem(run: Run) -> str | None:
        given = len(run.notes.get("given", []))
        return None if given == count else f"{given} of {count} chunks were given"

    return problem


def _own_numbers(one: list[str], other: list[str]) -> Check:
    def problem(run: Run) -> str | None:
        for numbers, chunks in zip(run.notes.get("numbers", []), (one, other), strict=True):
            for name, due in (("bytes", sum(map(len, chunks)) // 2), ("chunks", len(chunks))):
                if _as_number(numbers[name]) != due:
                    return f"{name} was {describe(numbers[name])}, not {due}"
        return None

    return problem


def _plausible_seconds(run: Run) -> str | None:
    if run.notes.get("default"):
        return f"its clock is time.{run.notes['default'][0]}"
    for name in ("first_byte_seconds", "read_seconds"):
        seen = _as_number(run.notes["numbers"][name])
        if seen is None or not 0 <= seen <= run.notes["most seconds"]:
            most = run.notes["most seconds"]
            return f"{name} was {describe(run.notes['numbers'][name])}; the whole block took {most:.6f} seconds"
    return None


# -- 8.3 read_lines(path)

GENERATOR = Requirement(
    "Is a generator, or does what one does",
    "Your caller takes the lines one by one, and may stop: what you give has `__iter__`, `__next__`, `close` and "
    "`throw`. A function with a `yield` in it gives such an object by itself; a list, a `map` or nothing is none.",
)
AT_FIRST_NEXT = Requirement(
    "Opens at the first next",
    "As long as no line was asked for, nothing is opened and nothing can fail: not at the call, not by `iter`, and not "
    "when it is closed before it began. All of it belongs into the generator function.",
)
LINES = Requirement(
    "Gives the lines",
    "Each line of the file, in order, as a `str`: empty ones too, and the last one also if no line end follows it. "
    "After the last there is nothing more.",
)
ONLY_NEWLINE = Requirement(
    'Removes the "\\n" and nothing else',
    'Spaces at both ends of a line belong to it, and the last line may have no `"\\n"` to be cut off. '
    '`removesuffix("\\n")` takes one away if it is there.',
)
ENDS_OF_LINES = Requirement(
    'A line ends at "\\n" and nowhere else',
    'For `splitlines()`, and for the files of `codecs`, a line ends at a form feed and some other characters, too. A '
    "file that `open` gives, and its `readline`, know better.",
)
NOT_WHOLE = Requirement(
    "Does not read the whole file first",
    "A file may be larger than memory, and still be written to. Walk the file itself, line by line: `read()`, "
    "`readlines()` and a list take all of it before the first line is given.",
)
AT_THE_END = Requirement(
    "Closed at the end",
    "When the last line has been given and the next one is asked for, the file is closed: by a `with` in the "
    "generator, not by luck.",
)
BY_CLOSE = Requirement(
    "Closed by close()",
    "A caller who stops early calls `close()`. In a generator that raises `GeneratorExit` at the `yield`, which is no "
    "`Exception`: `with` and `finally` see it, a line below the loop is not reached.",
)
BY_THROW = Requirement(
    "Closed by throw()",
    "`throw(error)` raises the error at the `yield`, whatever it is, and it comes out again. The file is closed on "
    "that way too: `with` and `finally` do not ask what kind of error it is.",
)
JUST_CLOSES = Requirement(
    "close() just closes",
    "`close()` may be called at any time, twice too, and before the first line. It raises nothing and gives no line.",
)
OVER = Requirement(
    "Is over after close()",
    "After the end, and after `close()`, each further `next` raises `StopIteration`, and nothing is opened again.",
)
_LONG_LINES, _LONG_LINE = 40, 40_000
"""How many lines, and the bytes of each: more than any buffer."""


def read(answer: Any, world: Any, path: Any, way: str, count: int, end: str = "") -> None:
    """Takes lines in one of several ways: ``all`` by a loop, of which `count` by `next`; ``again``, and `next` after
    the end; ``close`` or ``throw`` after `count` lines, ``close twice`` and `next` then; ``change`` of the file's end
    to `end` after `count` lines."""
    given: list[Any] = []
    world.note("given", given)
    try:
        lines = answer(path)
        missing = [name for name in ("__iter__", "__next__", "close", "throw") if not hasattr(lines, name)]
        world.note("missing", missing)
        iter(lines)
    except BaseException as error:
        world.note("early error", type(error).__name__)
        raise
    finally:
        world.note("early steps", [name for name, _, _ in world.steps])
    if missing:
        return
    for _ in range(count):
        given.append(encode(next(lines)))
    if way == "change":
        with open(path, "r+b") as file:
            file.seek(-len(end), os.SEEK_END)
            file.write(end.encode())
    if way in ("all", "again", "change"):
        for line in lines:
            given.append(encode(line))
    if way.startswith("close"):
        lines.close()
    if way == "close twice":
        lines.close()
    try:
        if way == "throw":
            _throw_in(lines, world)
    finally:
        world.note("steps", [name for name, _, _ in world.steps])
    if way in ("again", "close twice"):
        world.note("after the end", _next_one(lines))


def _throw_in(lines: Any, world: Any) -> None:
    try:
        world.block()
    except BaseException as error:
        with contextlib.suppress(StopIteration):  # it has kept the error to itself
            lines.throw(error)


def _next_one(lines: Any) -> str:
    """What one more `next` gives: empty when nothing, as it has to be."""
    try:
        return f"a further next gave {describe(encode(next(lines)))}"
    except StopIteration:
        return ""
    except Exception as error:
        return f"a further next raised {type(error).__name__}: {error}"


def _read_lines(draw: Draw) -> Iterator[Scenario]:
    drive = f"{__name__}:read"

    def scenario(
        when: str,
        content: str,
        path: At,
        way: str = "all",
        count: int = 0,
        *,
        main: Requirement = LINES,
        block: str = "",
        faults: bool = False,
        **more: Any,
    ) -> Scenario:
        """Of which the first `count` lines are given; all, if it is not stopped."""
        lines = content.removesuffix("\n").split("\n") if content else []
        stopped = way.startswith(("close", "throw"))
        after = [
            Expectation(GENERATOR, _is_generator),
            Expectation(AT_FIRST_NEXT, _opens_late),
            Expectation(main, _gives(lines, None)),
        ]
        expect = [
            Expectation(GENERATOR, _is_generator),
            Expectation(AT_FIRST_NEXT, _opens_late),
            Expectation(PATHS, _confuses_paths),
            Expectation(UTF8, _decodes_otherwise),
            *([] if main is ENDS_OF_LINES else [Expectation(ONLY_NEWLINE, _removes_only_newlines(lines))]),
            Expectation(main, _gives(lines, count if stopped else len(lines))),
        ]
        if way == "throw":
            expect.append(Expectation(BY_THROW, _is_closed))
        else:
            expect.append(ends_well(JUST_CLOSES if stopped else main))
            expect.append(Expectation(OVER, lambda run: run.notes.get("after the end") or None))
            expect.append(Expectation(BY_CLOSE if stopped else AT_THE_END, _is_closed))
        return Scenario(
            when,
            expect,
            [path, way, count],
            {path.path: content},
            drive=drive,
            block=block,
            faults=faults,
            expect_after_fault=after,
            **more,
        )

    file, other = At("orders.txt"), At("shop/orders.txt", absolute=True, as_path=True)
    text = f"Äpfel × {draw.randrange(1000)}\n{draw.text(2)}"
    yield scenario("an ordinary file", text, file, faults=True)
    yield scenario("a Path, and a first line taken by next", text, other, "all", 1)
    yield scenario("an empty file", "", file)
    yield scenario("empty lines", f"\n\n{text}\n\n{text}\n\n", file)
    yield scenario("a last line without its end", f"{text}{draw.text(1, last_newline=False)}", file)
    spaces = f"  \t{draw.text(1, last_newline=False)} \t \n\n   \n {draw.text(1, last_newline=False)} "
    yield scenario("white space at both ends of the lines", spaces, other)
    odd = "".join(f"a{each}b\n" for each in "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
    yield scenario("form feeds and other characters in the lines", f"{odd}{text}", file, main=ENDS_OF_LINES)
    yield scenario("a machine whose default encoding is not UTF-8", text, file, main=UTF8, locale="C")
    yield scenario("a file that is closed after its first line", text, file, "close", 1, faults=True)
    yield scenario("a file that is closed before its first line", text, other, "close", 0)
    yield scenario("a file that is closed after its last line", text, file, "close", 3)
    yield scenario("a next after the end", text, file, "again")
    for count, place in ((0, "before"), (1, "after")):
        yield scenario(f"a next after it was closed {place} its first line", text, file, "close twice", count)
    for kind in BLOCKS:
        yield scenario(f"{kind} thrown after the first line", text, file, "throw", 1, block=kind)
    yield scenario("an error thrown before the first line", text, other, "throw", 0, block="UnforeseenError")
    yield _late_change(draw, drive)
    for when, content in (
        ("a second line that is not valid UTF-8", text.encode() + b"\xff\xfe\n" + text.encode()),
        ("a last character that is cut off", text.encode() + "茶".encode()[:2]),
    ):
        yield Scenario(
            when,
            [raises_something(STRICT), raises(UnicodeDecodeError, SAME_ERROR)],
            [file, "all", 0],
            {file.path: content},
            drive=drive,
        )
    there: dict[str, bytes | str | type[Folder]] = {file.path: Folder}
    missing, folder = cannot_be_opened(FileNotFoundError), cannot_be_opened(OSError)
    late = Expectation(AT_FIRST_NEXT, _opens_late)
    yield Scenario("a file that is not there", [late, *missing], [file, "all", 0], drive=drive)
    yield Scenario("a folder in place of the file", [late, *folder], [file, "all", 0], there, drive=drive)


def _late_change(draw: Draw, drive: str) -> Scenario:
    """The end of a long file changes when the first line has been given."""
    words = [draw.text(1) for _ in range(_LONG_LINES)]
    old = "".join(each.removesuffix("\n").ljust(_LONG_LINE, "x") + "\n" for each in words)
    end = f"{draw.randrange(10**20, 10**21)}\n"
    lines = f"{old[: -len(end)]}{end}".removesuffix("\n").split("\n")
    return Scenario(
        "a long file whose end changes after the first line",
        [
            Expectation(GENERATOR, _is_generator),
            Expectation(NOT_WHOLE, _sees_the_change(old.removesuffix("\n").split("\n")[-1])),
            Expectation(LINES, _gives(lines, len(lines))),
            ends_well(LINES),
        ],
        [At("long.txt"), "change", 1, end],
        {"long.txt": old},
        drive=drive,
    )


def _is_generator(run: Run) -> str | None:
    missing = run.notes.get("missing")
    return f"what it gave had no {missing[0]}" if missing else None


def _opens_late(run: Run) -> str | None:
    if run.notes.get("early error") not in (None, "TypeError"):
        return f"{run.notes['early error']} was raised before the first next"
    _, way, count, *_ = run.scenario.arguments
    never_asked = not count and way in ("close", "close twice", "throw")
    early = run.notes.get("early steps") or (run.notes.get("steps") if never_asked else [])
    return f"{early[0]}() came without a next" if early else None


def _confuses_paths(run: Run) -> str | None:
    raised = run.raised
    confused = raised and raised["type"] in ("AttributeError", "TypeError")
    return run.ended() if raised and confused and ("Path'" in raised["text"] or "'str' obj" in raised["text"]) else None


def _decodes_otherwise(run: Run) -> str | None:
    if run.raised is not None:
        return run.ended() if "UnicodeError" in run.raised["bases"] else None
    shown = " ".join(str(line.get("value", "")) for line in run.notes.get("given", []) if line["type"] == "str")
    return "it gave the bytes of the file, each taken for a character of its own" if "Ã" in shown else None


def _removes_only_newlines(lines: list[str]) -> Check:
    def problem(run: Run) -> str | None:
        for given, due in zip(run.notes.get("given", []), lines, strict=False):
            seen = given.get("value")
            if given["type"] == "str" and seen != due and seen in (f"{due}\n", due[:-1], due.strip(), due.rstrip()):
                return f"it gave {describe(given)} in place of {describe(encode(due))}"
        return None

    return problem


def _gives(lines: list[str], count: int | None) -> Check:
    """Exactly so many of the lines; ``None``: any number."""

    def problem(run: Run) -> str | None:
        given = run.notes.get("given", [])
        for number, (one, line) in enumerate(zip(given, lines, strict=False), 1):
            if one != encode(line):
                return f"line {number} was {describe(one)}, not {describe(encode(line))}"
        if len(given) > len(lines):
            return f"after the last line it gave {describe(given[len(lines)])}"
        if count is not None and len(given) != count:
            return f"it gave {len(given)} of {count} lines" + (f": {run.ended()}" if run.raised else "")
        return None

    return problem


def _sees_the_change(old: str) -> Check:
    def problem(run: Run) -> str | None:
        given = run.notes.get("given", [])
        whole = bool(given) and given[-1] == encode(old)
        return "its end had been read before the first line was given" if whole else None

    return problem


def _is_closed(run: Run) -> str | None:
    return "the file was still open" if run.report.said["open"] or run.report.descriptors else None


# -- 8.4 pump(source, sink, limit)

MOVES = Requirement(
    "Moves every item, in order",
    "Each item that the source gives is written once, in the order in which it came, and `pump` ends when all of them "
    "have been written.",
)
ANY_ITEM = Requirement(
    "Takes any object for an item",
    "An item may be `None`, false, an exception, or say that it equals everything: it cannot tell the end of the "
    "source from an item. Put each item into something of your own, such as a tuple, or use a mark and `is`.",
)
ONE_WRITE = Requirement(
    "Writes one item at a time",
    "The next `write` begins when the one before is over.",
)
ONE_READ = Requirement(
    "Asks for one item at a time",
    "An asynchronous iterator is asked for its next item when it has given the one before: two `__anext__` at the same "
    "time are too many.",
)
LIMIT = Requirement(
    "Holds no more than limit items",
    "An item counts from the moment it is read until it is wholly written: in the reader's hand, in the queue, and "
    "while it is being written. Take a place before you read (a semaphore), and give it back after the `write`.",
)
OVERLAP = Requirement(
    "Reads while it writes",
    "With a limit of 2 or more the next item is read while one is being written, and two slow sides take hardly longer "
    "than the slower one. Two tasks do that; a plain `async for` with a `write` in it makes each side wait for the "
    "other.",
)
STOPS = Requirement(
    "When one side fails the other stops",
    "A source may be silent for an hour. When the sink has failed, or the task is cancelled, nobody needs its next "
    "item: cancel what is under way, and wait until that is over.",
)
BOTH_STOPPED = Requirement(
    "Closes when both sides have stopped",
    "Cancelling is asking, and takes a moment. Wait for the cancelled task before you close what it works with.",
)
CLOSES_OVER = Requirement(
    "The closes are over when pump ends",
    "Starting a close is not closing. `await` both, one after the other or together.",
)
FIRST_ERROR = Requirement(
    "The first error passes",
    "When both sides fail, the error that came first tells your caller what went wrong. Keep it, and raise that very "
    "object when all is closed.",
)
_LATEST_STOP = 100.0
"""Seconds; all steps take less, but for the silence of a source."""
_SILENCE = 5000.0
_TO_STOP = 0.25
"""Seconds from a cancellation to the end of what is cancelled."""


class Side(Handed):
    """What the two sides have in common: they tell what is under way, and need a moment to stop."""

    def __init__(self, world: Any, watch: Watch, kind: str, seconds: list[float], fails_at: int) -> None:
        super().__init__()
        self._world, self._watch = world, watch
        self._kind, self._seconds, self._fails_at = kind, seconds, fails_at
        self._life = world.lend(kind, in_order=False)
        self.calls = self.under_way = self.most_under_way = self.closing = 0

    async def _work(self, name: str) -> int:
        """Gives the number of the call, from 0, when it has taken its time."""
        number, self.calls = self.calls, self.calls + 1
        self._watch.begins(name)
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            seconds = self._seconds[min(number, len(self._seconds) - 1)]
            await self._world.wait(name, f"the {self._kind}", seconds=seconds)
            if number == self._fails_at:
                which = "second" if "first" in self._world.injected else "first"
                self._world.injected[which] = BrokenSide(which)
                raise self._world.injected[which]
        except asyncio.CancelledError:
            await asyncio.sleep(_TO_STOP)
            raise
        finally:
            self.under_way -= 1
        return number

    async def _close(self, name: str) -> str:
        self._watch.closes(name)
        self._world.release(self._life, name)
        self.closing += 1
        try:
            await self._world.wait(name, f"the {self._kind}", release=True, seconds=2.0)
        finally:
            self.closing -= 1
        return "this means nothing"


class BrokenSide(Exception):
    """What a side raises in a scenario in which both fail."""


class Source(Side):
    """An asynchronous iterator of items."""

    def __init__(self, world: Any, watch: Watch, items: list[Any], seconds: list[float], fails_at: int) -> None:
        super().__init__(world, watch, "source", seconds, fails_at)
        self._items = items

    def __aiter__(self) -> Source:
        return self

    async def __anext__(self) -> Any:
        number = await self._work("__anext__()")
        if number >= len(self._items):
            raise StopAsyncIteration
        self._watch.reads()
        return self._items[number]

    async def aclose(self) -> str:
        """Takes a while."""
        return await self._close("aclose()")


class Sink(Side):
    """Notes which of the `items` was written."""

    def __init__(self, world: Any, watch: Watch, items: list[Any], seconds: list[float], fails_at: int) -> None:
        super().__init__(world, watch, "sink", seconds, fails_at)
        self._items = items
        self.written: list[bool] = []
        """Of each `write`, whether it was the right item."""

    async def write(self, item: Any) -> str:
        """Takes a while."""
        due = self._items[len(self.written)] if len(self.written) < len(self._items) else self
        self.written.append(item is due)
        await self._work("write()")
        self._watch.writes()
        return "this means nothing"

    async def close(self) -> str:
        """Takes a while."""
        return await self._close("close()")


class Watch:
    """Sees what the two sides do, and when."""

    def __init__(self, loop: Any) -> None:
        self._loop = loop
        self.sides: list[Side] = []
        self.held = self.most_held = 0
        self.times: list[float] = []
        """When each of the world's steps began, in their order."""
        self.too_early = ""
        """What was closed while another step was under way, or was asked for afterwards."""
        self._closed = ""

    def begins(self, name: str) -> None:
        """A step of a side."""
        self.times.append(self._loop.time())
        if self._closed:
            self.too_early = self.too_early or f"{name} began after {self._closed}"

    def closes(self, name: str) -> None:
        """A side."""
        self.times.append(self._loop.time())
        self._closed = self._closed or name
        if any(side.under_way for side in self.sides):
            self.too_early = self.too_early or f"{name} began while a read or a write was still under way"

    def reads(self) -> None:
        """One more item."""
        self.held += 1
        self.most_held = max(self.most_held, self.held)

    def writes(self) -> None:
        """One item less."""
        self.held -= 1


_ODD_ITEMS: dict[str, Callable[[], Any]] = {
    "None": lambda: None,
    "0": lambda: 0,
    "False": lambda: False,
    "text": str,
    "list": list,
    "tuple": tuple,
    "an exception": lambda: ValueError("this is an item"),
    "an end": StopAsyncIteration,
    "a class of exceptions": lambda: asyncio.CancelledError,
    "equal to everything": Handed,
    "equal to nothing": lambda: Handed(equal=False),
}


async def move(
    answer: Any, world: Any, items: list[Any], limit: int, reads: list[float], writes: list[float], fail_at: list[int]
) -> None:
    """Pumps items from a source whose steps take `reads` into a sink whose steps take `writes` (in seconds; the last
    one again and again). `fail_at`: the number of the read and of the write, from 0, that fail by themselves; -1:
    none."""
    loop = asyncio.get_running_loop()
    watch = Watch(loop)
    things = [_ODD_ITEMS[item]() if item in _ODD_ITEMS else item for item in items]
    source, sink = Source(world, watch, things, reads, fail_at[0]), Sink(world, watch, things, writes, fail_at[1])
    watch.sides = [source, sink]
    pumping = answer(source, sink, limit)
    world.not_yet()
    try:
        await pumping
    finally:
        world.note("ended", loop.time())
        world.note("times", watch.times)
        world.note("written", sink.written)
        world.note("held", watch.most_held)
        world.note("too early", watch.too_early)
        world.note("reads at once", source.most_under_way)
        world.note("writes at once", sink.most_under_way)
        world.note("under way", [side.under_way for side in watch.sides])
        world.note("closing", [side.closing for side in watch.sides])


def _pump(draw: Draw) -> Iterator[Scenario]:
    def scenario(
        when: str,
        items: list[Any],
        limit: int,
        reads: list[float],
        writes: list[float],
        *,
        main: Requirement = MOVES,
        faults: bool = False,
        most_seconds: float = 0,
    ) -> Scenario:
        always = [
            Expectation(ONE_READ, _one_at_a_time("reads at once", "__anext__")),
            Expectation(ONE_WRITE, _one_at_a_time("writes at once", "write")),
            Expectation(LIMIT, _within(limit)),
            Expectation(main, _right_items),
            Expectation(BOTH_STOPPED, _both_stopped),
            Expectation(CLOSES_OVER, _closes_over),
        ]
        expect = [*always, Expectation(main, _all_items(len(items))), ends_well(main)]
        if most_seconds:
            expect.append(Expectation(OVERLAP, _overlaps(most_seconds)))
        return Scenario(
            when,
            expect,
            [items, limit, reads, writes, [-1, -1]],
            drive=f"{__name__}:move",
            faults=faults,
            expect_after_fault=[Expectation(STOPS, _stops_in_time(reads, writes)), *always],
        )

    def names(count: int) -> list[str]:
        return [f"{number} {draw.text(1)}" for number in range(count)]

    yield scenario("a slow sink", names(2), 2, [1.0], [3.0], faults=True)
    yield scenario("a slow source", names(5), 3, [3.0], [1.0])
    yield scenario("a limit of 1", names(2), 1, [1.0], [1.5], faults=True)
    yield scenario("an empty source", [], 2, [1.0], [1.0], faults=True)
    for limit in (1, 2, 3, 7):
        yield scenario(f"a fast source and a limit of {limit}", names(12), limit, [0.0, 0.0, 0.5, 0.0], [2.0, 1.0])
    for limit, read, write in ((2, 1.0, 1.0), (5, 2.0, 3.0), (3, 3.0, 2.0)):
        count = 10
        apart, together = count * (read + write), count * max(read, write) + min(read, write)
        yield scenario(
            f"two slow sides and a limit of {limit}",
            names(count),
            limit,
            [read],
            [write],
            most_seconds=(apart + together) / 2 + read + 4,  # to learn of the end, and to close both
        )
    odd = list(_ODD_ITEMS)
    draw.shuffle(odd)
    room = 2 * len(odd)  # so that an end that comes too early is seen as such, and nobody waits for a place
    yield scenario("items of all kinds", odd, room, [1.0, 0.5], [0.5, 1.0], main=ANY_ITEM)
    yield scenario("items of all kinds, and a slow sink", odd[::-1], room, [0.5], [2.0], main=ANY_ITEM)
    silent = [1.0, _SILENCE]
    yield scenario("a source that is silent for long", names(2), 3, silent, [2.0, 4.0], faults=True)
    for when, reads, writes, fail_at in (
        ("a source that fails, and then a write under way that fails, too", [1.0], [5.0], [1, 0]),
        ("a sink that fails, and then a read under way that fails, too", [1.0, 1.0, 9.0], [4.0], [2, 0]),
    ):
        yield Scenario(
            when,
            [
                Expectation(SAME_ERROR, _one_of_them),
                Expectation(FIRST_ERROR, _first_error),
                Expectation(BOTH_STOPPED, _both_stopped),
                Expectation(CLOSES_OVER, _closes_over),
            ],
            [names(6), 3, reads, writes, fail_at],
            drive=f"{__name__}:move",
        )


def _one_at_a_time(name: str, call: str) -> Check:
    def problem(run: Run) -> str | None:
        most = run.notes.get(name, 0)
        return f"{most} calls of {call} were under way at the same time" if most > 1 else None

    return problem


def _within(limit: int) -> Check:
    def problem(run: Run) -> str | None:
        held = run.notes.get("held", 0)
        return f"{held} items were read and not yet wholly written, with a limit of {limit}" if held > limit else None

    return problem


def _right_items(run: Run) -> str | None:
    written = run.notes.get("written", [])
    return None if all(written) else f"write number {written.index(False) + 1} got another object than the next item"


def _all_items(count: int) -> Check:
    def problem(run: Run) -> str | None:
        written = len(run.notes.get("written", []))
        ended = f": {run.ended()}" if run.raised else ""
        return None if written == count else f"{written} of {count} items were written{ended}"

    return problem


def _both_stopped(run: Run) -> str | None:
    if run.notes.get("too early"):
        return str(run.notes["too early"])
    return "a read or a write was still under way when it ended" if any(run.notes.get("under way", [])) else None


def _closes_over(run: Run) -> str | None:
    return "a close had begun, and was not over when it ended" if any(run.notes.get("closing", [])) else None


def _overlaps(most_seconds: float) -> Check:
    def problem(run: Run) -> str | None:
        took = run.notes.get("ended", 0)
        return f"it took {took:g} seconds, as long as one side after the other" if took > most_seconds else None

    return problem


def _stops_in_time(reads: list[float], writes: list[float]) -> Check:
    """After the step that failed is over, or was cancelled."""

    def problem(run: Run) -> str | None:
        times, fault = run.notes.get("times", []), run.fault
        if fault is None or fault.step > len(times):
            return None
        calls = [name for name, _, _ in run.report.said["steps"][: fault.step]]
        seconds = {"__anext__()": reads, "write()": writes}.get(fault.name, [2.0])
        took = 0.0 if fault.error == "CancelledError" else seconds[min(calls.count(fault.name), len(seconds)) - 1]
        late = run.notes["ended"] - times[fault.step - 1] - took
        return f"it went on for {late:g} seconds after that" if late > _LATEST_STOP else None

    return problem


def _one_of_them(run: Run) -> str | None:
    return None if run.raised and run.raised["injected"] else f"{run.ended()} instead of one of the two errors"


def _first_error(run: Run) -> str | None:
    right = run.raised is not None and run.raised["injected"] == "first"
    return None if right else "the second error came out in place of the first one"


EXERCISES = [
    Exercise("8.1", _transcript),
    Exercise("8.2", _metered_stream),
    Exercise("8.3", _read_lines),
    Exercise("8.4", _pump),
]

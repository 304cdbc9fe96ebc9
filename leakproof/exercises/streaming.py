"""Lesson 8: what is asked of the answers to 8.1, 8.2, 8.3 and 8.4."""

from __future__ import annotations

import statistics
import sys
import time
import types
from collections.abc import Callable, Iterator
from typing import Any

from leakproof.judging.handed import Handed
from leakproof.judging.scenarios import (
    Check,
    Draw,
    Exercise,
    Expectation,
    Requirement,
    Run,
    Scenario,
    ends_well,
)
from leakproof.judging.values import describe, encode

NO_ATTRIBUTE = "nothing: there is no such attribute"


def _shown(thing: Any, name: str) -> Any:
    """What stands in an attribute, as `encode` writes it."""
    try:
        return encode(getattr(thing, name))
    except AttributeError:
        return {"type": "AttributeError", "repr": NO_ATTRIBUTE}
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
            if _processor_time() - started > 5 * usual * many:
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


EXERCISES = [
    Exercise("8.1", _transcript),
]

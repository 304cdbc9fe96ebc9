# headline: No error is swallowed
import asyncio
from contextlib import asynccontextmanager, suppress


@asynccontextmanager
async def transaction(connection):
    await connection.execute("BEGIN")
    try:
        yield connection
        await connection.execute("COMMIT")
    except asyncio.CancelledError:
        with suppress(Exception):
            await connection.execute("ROLLBACK")
    except BaseException:
        with suppress(Exception):
            await connection.execute("ROLLBACK")
        raise

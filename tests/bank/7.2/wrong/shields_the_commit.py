# headline: Each statement is over in time
import asyncio
from contextlib import asynccontextmanager, suppress


@asynccontextmanager
async def transaction(connection):
    await connection.execute("BEGIN")
    try:
        yield connection
        await asyncio.shield(connection.execute("COMMIT"))
    except BaseException:
        with suppress(Exception):
            await connection.execute("ROLLBACK")
        raise

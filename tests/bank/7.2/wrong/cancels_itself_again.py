# headline: A timeout stays a timeout
import asyncio
from contextlib import asynccontextmanager, suppress


@asynccontextmanager
async def transaction(connection):
    await connection.execute("BEGIN")
    try:
        yield connection
        await connection.execute("COMMIT")
    except BaseException as error:
        with suppress(Exception):
            await connection.execute("ROLLBACK")
        if isinstance(error, asyncio.CancelledError):
            asyncio.current_task().cancel()
            await asyncio.sleep(0)
        raise

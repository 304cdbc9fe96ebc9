# headline: Each statement is over in time
import asyncio
from contextlib import asynccontextmanager, suppress


@asynccontextmanager
async def transaction(connection):
    beginning = asyncio.create_task(connection.execute("BEGIN"))
    await asyncio.sleep(0)
    try:
        yield connection
        await beginning
        await connection.execute("COMMIT")
    except BaseException:
        with suppress(Exception):
            await connection.execute("ROLLBACK")
        raise

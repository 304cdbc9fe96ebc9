# headline: Each statement is over in time
import asyncio
from contextlib import asynccontextmanager, suppress


@asynccontextmanager
async def transaction(connection):
    await connection.execute("BEGIN")
    try:
        yield connection
    except BaseException:
        with suppress(Exception):
            await connection.execute("ROLLBACK")
        raise
    connection.last = asyncio.create_task(connection.execute("COMMIT"))

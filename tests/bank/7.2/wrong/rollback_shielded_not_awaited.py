# headline: Each statement is over in time
import asyncio
from contextlib import asynccontextmanager


@asynccontextmanager
async def transaction(connection):
    await connection.execute("BEGIN")
    try:
        yield connection
        await connection.execute("COMMIT")
    except BaseException:
        asyncio.shield(connection.execute("ROLLBACK")).add_done_callback(lambda each: each.exception())
        await asyncio.sleep(0)
        raise

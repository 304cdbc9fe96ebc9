# headline: Each statement comes to its end
import asyncio
from contextlib import asynccontextmanager, suppress


@asynccontextmanager
async def transaction(connection):
    await connection.execute("BEGIN")
    try:
        yield connection
        await connection.execute("COMMIT")
    except BaseException:
        with suppress(Exception):
            await asyncio.wait_for(connection.execute("ROLLBACK"), 5)
        raise

import asyncio
import contextlib
from contextlib import asynccontextmanager


@asynccontextmanager
async def transaction(connection):
    await connection.execute("BEGIN")
    try:
        yield connection
        await connection.execute("COMMIT")
    except BaseException:
        rollback = asyncio.ensure_future(connection.execute("ROLLBACK"))
        with contextlib.suppress(Exception):
            await asyncio.shield(rollback)
        raise

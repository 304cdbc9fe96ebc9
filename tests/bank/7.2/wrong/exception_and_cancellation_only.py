# headline: Rolls back on Ctrl-C too
import asyncio
from contextlib import asynccontextmanager


@asynccontextmanager
async def transaction(connection):
    await connection.execute("BEGIN")
    try:
        yield connection
        await connection.execute("COMMIT")
    except (Exception, asyncio.CancelledError):
        try:
            await connection.execute("ROLLBACK")
        except Exception:
            pass
        raise

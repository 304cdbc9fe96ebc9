import asyncio
from contextlib import asynccontextmanager

@asynccontextmanager
async def transaction(connection):
    await connection.execute("BEGIN")
    try:
        yield connection
        await connection.execute("COMMIT")
    except BaseException:
        try:
            await asyncio.shield(connection.execute("ROLLBACK"))
        except Exception:
            pass
        raise

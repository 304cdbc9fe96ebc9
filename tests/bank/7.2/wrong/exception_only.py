# headline: Rolls back when cancelled
from contextlib import asynccontextmanager


@asynccontextmanager
async def transaction(connection):
    await connection.execute("BEGIN")
    try:
        yield connection
        await connection.execute("COMMIT")
    except Exception:
        try:
            await connection.execute("ROLLBACK")
        except Exception:
            pass
        raise

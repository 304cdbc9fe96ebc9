# headline: Rolls back when the block raises
from contextlib import asynccontextmanager, suppress


@asynccontextmanager
async def transaction(connection):
    await connection.execute("BEGIN")
    try:
        yield connection
        await connection.execute("COMMIT")
    except BaseException:
        if connection:
            with suppress(Exception):
                await connection.execute("ROLLBACK")
        raise

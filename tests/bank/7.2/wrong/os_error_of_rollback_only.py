# headline: The caller's error is what comes out
from contextlib import asynccontextmanager, suppress


@asynccontextmanager
async def transaction(connection):
    await connection.execute("BEGIN")
    try:
        yield connection
        await connection.execute("COMMIT")
    except BaseException:
        with suppress(OSError):
            await connection.execute("ROLLBACK")
        raise

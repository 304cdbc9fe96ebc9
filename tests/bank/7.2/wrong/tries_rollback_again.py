# headline: Sends each statement once
from contextlib import asynccontextmanager, suppress


@asynccontextmanager
async def transaction(connection):
    await connection.execute("BEGIN")
    try:
        yield connection
        await connection.execute("COMMIT")
    except BaseException:
        try:
            await connection.execute("ROLLBACK")
        except Exception:
            with suppress(Exception):
                await connection.execute("ROLLBACK")
        raise

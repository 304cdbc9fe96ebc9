# headline: A good block ends well
from contextlib import asynccontextmanager, suppress


@asynccontextmanager
async def transaction(connection):
    await connection.execute("BEGIN", ())
    try:
        yield connection
        await connection.execute("COMMIT", ())
    except BaseException:
        with suppress(Exception):
            await connection.execute("ROLLBACK", ())
        raise

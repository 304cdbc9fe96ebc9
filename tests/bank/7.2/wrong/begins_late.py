# headline: BEGIN comes before the block
from contextlib import asynccontextmanager, suppress


@asynccontextmanager
async def transaction(connection):
    try:
        yield connection
        await connection.execute("BEGIN")
        await connection.execute("COMMIT")
    except BaseException:
        with suppress(Exception):
            await connection.execute("ROLLBACK")
        raise

# headline: Commits a good block
from contextlib import asynccontextmanager


@asynccontextmanager
async def transaction(connection):
    await connection.execute("BEGIN")
    try:
        yield connection
    except BaseException:
        await connection.execute("ROLLBACK")
        raise

# headline: Commits nothing after an error
from contextlib import asynccontextmanager


@asynccontextmanager
async def transaction(connection):
    await connection.execute("BEGIN")
    try:
        yield connection
    except BaseException:
        await connection.execute("ROLLBACK")
        raise
    finally:
        await connection.execute("COMMIT")

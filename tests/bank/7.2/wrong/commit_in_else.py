# headline: Rolls back when COMMIT fails
from contextlib import asynccontextmanager, suppress


@asynccontextmanager
async def transaction(connection):
    await connection.execute("BEGIN")
    try:
        yield connection
    except BaseException:
        with suppress(Exception):
            await connection.execute("ROLLBACK")
        raise
    else:
        await connection.execute("COMMIT")

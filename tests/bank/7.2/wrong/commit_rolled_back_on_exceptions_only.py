# headline: Rolls back when COMMIT fails
from contextlib import asynccontextmanager, suppress


@asynccontextmanager
async def transaction(connection):
    async def undo():
        with suppress(Exception):
            await connection.execute("ROLLBACK")

    await connection.execute("BEGIN")
    try:
        yield connection
    except BaseException:
        await undo()
        raise
    try:
        await connection.execute("COMMIT")
    except Exception:
        await undo()
        raise

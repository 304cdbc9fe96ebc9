# headline: No error is swallowed
from contextlib import asynccontextmanager, suppress


@asynccontextmanager
async def transaction(connection):
    try:
        await connection.execute("BEGIN")
    except Exception:
        await connection.execute("BEGIN")
    try:
        yield connection
        await connection.execute("COMMIT")
    except BaseException:
        with suppress(Exception):
            await connection.execute("ROLLBACK")
        raise

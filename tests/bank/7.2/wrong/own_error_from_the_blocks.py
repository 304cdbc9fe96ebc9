# headline: The caller's error is what comes out
from contextlib import asynccontextmanager


@asynccontextmanager
async def transaction(connection):
    await connection.execute("BEGIN")
    try:
        yield connection
        await connection.execute("COMMIT")
    except Exception as error:
        await connection.execute("ROLLBACK")
        raise RuntimeError("rolled back") from error
    except BaseException:
        await connection.execute("ROLLBACK")
        raise

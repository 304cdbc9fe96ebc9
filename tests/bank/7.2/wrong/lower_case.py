# headline: Sends BEGIN, COMMIT and ROLLBACK
import contextlib


@contextlib.asynccontextmanager
async def transaction(connection):
    await connection.execute("begin")
    try:
        yield connection
        await connection.execute("commit")
    except BaseException:
        with contextlib.suppress(Exception):
            await connection.execute("rollback")
        raise

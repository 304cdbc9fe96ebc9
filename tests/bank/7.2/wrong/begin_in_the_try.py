# headline: After a failed BEGIN nothing is sent
from contextlib import asynccontextmanager, suppress


@asynccontextmanager
async def transaction(connection):
    try:
        await connection.execute("BEGIN")
        yield connection
        await connection.execute("COMMIT")
    except BaseException:
        with suppress(Exception):
            await connection.execute("ROLLBACK")
        raise

# headline: Commits nothing after an error
import asyncio
from contextlib import asynccontextmanager, suppress


@asynccontextmanager
async def transaction(connection):
    await connection.execute("BEGIN")
    try:
        try:
            yield connection
        except asyncio.CancelledError:
            await connection.execute("COMMIT")
            raise
        await connection.execute("COMMIT")
    except BaseException:
        with suppress(Exception):
            await connection.execute("ROLLBACK")
        raise

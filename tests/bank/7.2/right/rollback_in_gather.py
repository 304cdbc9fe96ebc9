import asyncio
from contextlib import asynccontextmanager


@asynccontextmanager
async def transaction(connection):
    send = connection.execute
    await send("BEGIN")
    try:
        yield connection
        await send("COMMIT")
    except BaseException:
        await asyncio.gather(send("ROLLBACK"), return_exceptions=True)
        raise

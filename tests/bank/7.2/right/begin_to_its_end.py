import asyncio
import contextlib


async def to_its_end(coroutine):
    task = asyncio.ensure_future(coroutine)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task})
        raise


@contextlib.asynccontextmanager
async def transaction(connection):
    begin = connection.execute("BEGIN")
    try:
        await to_its_end(begin)
    except asyncio.CancelledError:
        with contextlib.suppress(Exception):
            await connection.execute("ROLLBACK")
        raise
    try:
        yield connection
        await to_its_end(connection.execute("COMMIT"))
    except BaseException:
        with contextlib.suppress(Exception):
            await to_its_end(connection.execute("ROLLBACK"))
        raise

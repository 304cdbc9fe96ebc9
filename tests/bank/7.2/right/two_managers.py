from contextlib import asynccontextmanager, suppress


@asynccontextmanager
async def rolled_back_on_error(connection):
    try:
        yield
    except BaseException:
        with suppress(Exception):
            await connection.execute("ROLLBACK")
        raise


@asynccontextmanager
async def transaction(connection):
    await connection.execute("BEGIN")
    async with rolled_back_on_error(connection):
        yield connection
        await connection.execute("COMMIT")

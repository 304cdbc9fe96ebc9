from contextlib import asynccontextmanager, suppress


@asynccontextmanager
async def transaction(connection):
    await connection.execute("BEGIN")
    try:
        try:
            yield connection
        except BaseException:
            raise
        else:
            await connection.execute("COMMIT")
    except BaseException as error:
        with suppress(Exception):
            await connection.execute("ROLLBACK")
        raise error

from contextlib import asynccontextmanager


@asynccontextmanager
async def transaction(connection):
    await connection.execute("BEGIN")
    try:
        yield connection
        await connection.execute("COMMIT")
    except BaseException as error:
        try:
            await connection.execute("ROLLBACK")
        except Exception as second:
            error.add_note(f"and ROLLBACK failed: {second!r}")
        raise

from contextlib import asynccontextmanager, suppress


@asynccontextmanager
async def transaction(connection):
    await connection.execute("BEGIN")
    committed = False
    try:
        yield connection
        await connection.execute("COMMIT")
        committed = True
    finally:
        if not committed:
            with suppress(Exception):
                await connection.execute("ROLLBACK")

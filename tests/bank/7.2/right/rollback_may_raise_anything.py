from contextlib import asynccontextmanager, suppress

@asynccontextmanager
async def transaction(c):
    await c.execute("BEGIN")
    try:
        yield c
        await c.execute("COMMIT")
    except BaseException as first:
        with suppress(BaseException):
            await c.execute("ROLLBACK")
        raise first from None

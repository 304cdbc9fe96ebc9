# headline: No error is swallowed
from contextlib import asynccontextmanager


@asynccontextmanager
async def transaction(connection):
    await connection.execute("BEGIN")
    ok = True
    try:
        yield connection
    except BaseException:
        ok = False
    await connection.execute("COMMIT" if ok else "ROLLBACK")

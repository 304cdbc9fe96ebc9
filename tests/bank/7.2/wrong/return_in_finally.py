# headline: No error is swallowed
from contextlib import asynccontextmanager


@asynccontextmanager
async def transaction(connection):
    await connection.execute("BEGIN")
    done = False
    try:
        yield connection
        await connection.execute("COMMIT")
        done = True
    finally:
        if not done:
            try:
                await connection.execute("ROLLBACK")
            finally:
                return  # noqa: B012

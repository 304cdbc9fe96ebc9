# headline: Awaits each statement
from contextlib import asynccontextmanager


@asynccontextmanager
async def transaction(connection):
    connection.execute("BEGIN")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise

# headline: Each statement is over in time
import asyncio
from contextlib import asynccontextmanager


@asynccontextmanager
async def transaction(connection):
    await connection.execute("BEGIN")
    try:
        yield connection
        await connection.execute("COMMIT")
    except BaseException:
        rollback = asyncio.create_task(connection.execute("ROLLBACK"))
        rollback.add_done_callback(lambda task: task.exception())
        raise

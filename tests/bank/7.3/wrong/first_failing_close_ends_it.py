# headline: Closes each, even if a close fails
import asyncio
from contextlib import asynccontextmanager


@asynccontextmanager
async def connect_all(hosts, connect):
    opened = []

    async def open_one(host):
        connection = await connect(host)
        opened.append(connection)
        return connection

    try:
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(open_one(host)) for host in hosts]
        except BaseExceptionGroup as failures:
            raise failures.exceptions[0] from None
        yield [task.result() for task in tasks]
    finally:
        for connection in opened:
            await connection.aclose()

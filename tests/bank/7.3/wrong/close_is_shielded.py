# headline: The close is over when the block is left
import asyncio
from contextlib import AsyncExitStack, asynccontextmanager


@asynccontextmanager
async def connect_all(hosts, connect):
    async with AsyncExitStack() as stack:

        async def close(connection):
            await asyncio.shield(connection.aclose())

        async def open_one(host):
            connection = await connect(host)
            stack.push_async_callback(close, connection)
            return connection

        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(open_one(host)) for host in hosts]
        except BaseExceptionGroup as failures:
            raise failures.exceptions[0] from None
        yield [task.result() for task in tasks]

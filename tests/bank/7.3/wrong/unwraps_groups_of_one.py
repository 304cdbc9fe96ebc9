# headline: The block's group passes as it is
import asyncio
from contextlib import AsyncExitStack, asynccontextmanager


@asynccontextmanager
async def connect_all(hosts, connect):
    async with AsyncExitStack() as stack:

        async def open_one(host):
            connection = await connect(host)
            stack.push_async_callback(connection.aclose)
            return connection

        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(open_one(host)) for host in hosts]
        except BaseExceptionGroup as failures:
            raise failures.exceptions[0] from None
        try:
            yield [task.result() for task in tasks]
        except BaseExceptionGroup as failures:
            if len(failures.exceptions) == 1:
                raise failures.exceptions[0] from None
            raise

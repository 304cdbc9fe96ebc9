# headline: Gives a list
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
        yield {host: task.result() for host, task in zip(hosts, tasks)}

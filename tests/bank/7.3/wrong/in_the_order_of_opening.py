# headline: In the order of the hosts
import asyncio
from contextlib import AsyncExitStack, asynccontextmanager


@asynccontextmanager
async def connect_all(hosts, connect):
    async with AsyncExitStack() as stack:
        connections = []

        async def open_one(host):
            connection = await connect(host)
            connections.append(connection)
            stack.push_async_callback(connection.aclose)

        try:
            async with asyncio.TaskGroup() as group:
                for host in hosts:
                    group.create_task(open_one(host))
        except BaseExceptionGroup as failures:
            raise failures.exceptions[0] from None
        yield connections

# headline: No group comes out
import asyncio
from contextlib import AsyncExitStack, asynccontextmanager


@asynccontextmanager
async def connect_all(hosts, connect):
    async with AsyncExitStack() as stack, asyncio.TaskGroup() as group:

        async def open_one(host):
            connection = await connect(host)
            stack.push_async_callback(connection.aclose)
            return connection

        tasks = [group.create_task(open_one(host)) for host in hosts]
        yield list(await asyncio.gather(*tasks))

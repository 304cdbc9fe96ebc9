# headline: One connection for each host
import asyncio
from contextlib import AsyncExitStack, asynccontextmanager


@asynccontextmanager
async def connect_all(hosts, connect):
    async with AsyncExitStack() as stack:
        opened = {}

        async def open_one(host):
            opened[host] = await connect(host)
            stack.push_async_callback(opened[host].aclose)

        try:
            async with asyncio.TaskGroup() as group:
                for host in dict.fromkeys(hosts):
                    group.create_task(open_one(host))
        except BaseExceptionGroup as failures:
            raise failures.exceptions[0] from None
        yield [opened[host] for host in hosts]

# headline: Cancels the other connects
import asyncio
from contextlib import AsyncExitStack, asynccontextmanager


@asynccontextmanager
async def connect_all(hosts, connect):
    connections = await asyncio.gather(*(connect(host) for host in hosts))
    async with AsyncExitStack() as stack:
        for connection in connections:
            stack.push_async_callback(connection.aclose)
        yield connections

# headline: Connects to all at the same time
from contextlib import AsyncExitStack, asynccontextmanager


@asynccontextmanager
async def connect_all(hosts, connect):
    async with AsyncExitStack() as stack:
        connections = []
        for host in hosts:
            connection = await connect(host)
            stack.push_async_callback(connection.aclose)
            connections.append(connection)
        yield connections

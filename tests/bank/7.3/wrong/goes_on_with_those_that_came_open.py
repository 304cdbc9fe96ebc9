# headline: No error is swallowed
import asyncio
from contextlib import AsyncExitStack, asynccontextmanager


@asynccontextmanager
async def connect_all(hosts, connect):
    async with AsyncExitStack() as stack:
        tasks = [asyncio.create_task(connect(host)) for host in hosts]
        connections = []
        try:
            for result in await asyncio.gather(*tasks, return_exceptions=True):
                if not isinstance(result, BaseException):
                    connections.append(result)
        finally:
            for task in tasks:
                task.cancel()
            for result in await asyncio.gather(*tasks, return_exceptions=True):
                if not isinstance(result, BaseException):
                    stack.push_async_callback(result.aclose)
        yield connections

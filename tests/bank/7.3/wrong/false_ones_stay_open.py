# headline: Closes every connection
import asyncio
from contextlib import AsyncExitStack, asynccontextmanager


@asynccontextmanager
async def connect_all(hosts, connect):
    tasks = [asyncio.create_task(connect(host)) for host in hosts]
    async with AsyncExitStack() as stack:
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            for result in await asyncio.gather(*tasks, return_exceptions=True):
                if result and not isinstance(result, BaseException):
                    stack.push_async_callback(result.aclose)
        yield [task.result() for task in tasks]

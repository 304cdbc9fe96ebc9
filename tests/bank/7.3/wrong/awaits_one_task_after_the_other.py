# headline: Cancels the other connects
import asyncio
from contextlib import AsyncExitStack, asynccontextmanager


@asynccontextmanager
async def connect_all(hosts, connect):
    tasks = [asyncio.create_task(connect(host)) for host in hosts]
    async with AsyncExitStack() as stack:
        try:
            for task in tasks:
                await asyncio.wait([task])
                task.result()
        finally:
            for task in tasks:
                task.cancel()
            for result in await asyncio.gather(*tasks, return_exceptions=True):
                if not isinstance(result, BaseException):
                    stack.push_async_callback(result.aclose)
        yield [task.result() for task in tasks]

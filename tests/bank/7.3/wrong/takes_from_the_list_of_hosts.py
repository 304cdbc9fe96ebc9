# headline: Leaves the list of hosts alone
import asyncio
from contextlib import AsyncExitStack, asynccontextmanager


@asynccontextmanager
async def connect_all(hosts, connect):
    tasks = []
    while hosts:
        tasks.append(asyncio.create_task(connect(hosts.pop(0))))
    async with AsyncExitStack() as stack:
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            for result in await asyncio.gather(*tasks, return_exceptions=True):
                if not isinstance(result, BaseException):
                    stack.push_async_callback(result.aclose)
        yield [task.result() for task in tasks]

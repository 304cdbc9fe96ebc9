# headline: Cancels the other connects
import asyncio
from contextlib import AsyncExitStack, asynccontextmanager


@asynccontextmanager
async def connect_all(hosts, connect):
    tasks = [asyncio.create_task(connect(host)) for host in hosts]
    waiting = [asyncio.ensure_future(asyncio.shield(task)) for task in tasks]
    async with AsyncExitStack() as stack:
        try:
            await asyncio.gather(*waiting)
        finally:
            for each in waiting:
                each.cancel()
            for result in await asyncio.gather(*tasks, return_exceptions=True):
                if not isinstance(result, BaseException):
                    stack.push_async_callback(result.aclose)
        yield [task.result() for task in tasks]

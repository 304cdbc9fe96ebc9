# headline: Cancels the other connects
import asyncio
from contextlib import AsyncExitStack, asynccontextmanager


@asynccontextmanager
async def connect_all(hosts, connect):
    async with AsyncExitStack() as stack:
        tasks = [asyncio.create_task(connect(host)) for host in hosts]
        try:
            results = await asyncio.gather(*tasks, return_exceptions=True)
        except BaseException:
            results = await asyncio.gather(*tasks, return_exceptions=True)
            raise
        finally:
            for task in tasks:
                if not task.cancelled() and task.exception() is None:
                    stack.push_async_callback(task.result().aclose)
        for result in results:
            if isinstance(result, BaseException):
                raise result
        yield results

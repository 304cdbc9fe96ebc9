# headline: Closed when a step fails
import asyncio
from contextlib import AsyncExitStack, asynccontextmanager


@asynccontextmanager
async def connect_all(hosts, connect):
    tasks = [asyncio.create_task(connect(host)) for host in hosts]
    try:
        connections = await asyncio.gather(*tasks)
    except BaseException:
        for task in tasks:
            if not task.done():
                task.cancel()
                task.add_done_callback(lambda task: None)
        results = await asyncio.gather(*tasks, return_exceptions=True)
        for task, result in zip(tasks, results):
            if task.cancelling() and not isinstance(result, BaseException):
                await result.aclose()
        raise
    async with AsyncExitStack() as stack:
        for connection in connections:
            stack.push_async_callback(connection.aclose)
        yield connections

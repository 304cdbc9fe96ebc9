import asyncio
from contextlib import AsyncExitStack, aclosing, asynccontextmanager


@asynccontextmanager
async def connected(hosts, connect):
    tasks = [asyncio.create_task(connect(host)) for host in hosts]
    async with AsyncExitStack() as stack:
        error = None
        try:
            await asyncio.gather(*tasks)
        except BaseException as raised:
            error = raised
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        for task in tasks:
            if not task.cancelled() and task.exception() is None:
                await stack.enter_async_context(aclosing(task.result()))
        if error is not None:
            raise error
        yield tasks


@asynccontextmanager
async def connect_all(hosts, connect):
    async with connected(hosts, connect) as tasks:
        yield [task.result() for task in tasks]

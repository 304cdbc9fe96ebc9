import asyncio
from contextlib import AsyncExitStack, asynccontextmanager


@asynccontextmanager
async def connect_all(hosts, connect):
    tasks = {number: asyncio.ensure_future(connect(host)) for number, host in enumerate(hosts)}
    async with AsyncExitStack() as stack:
        try:
            while not all(task.done() for task in tasks.values()):
                await asyncio.sleep(0)
                for task in tasks.values():
                    if task.done():
                        task.result()
            connections = [tasks[number].result() for number in range(len(tasks))]
        except BaseException:
            for task in tasks.values():
                task.cancel()
            while not all(task.done() for task in tasks.values()):
                await asyncio.sleep(0)
            raise
        finally:
            for task in tasks.values():
                if task.done() and not task.cancelled() and task.exception() is None:
                    stack.push_async_callback(task.result().aclose)
        yield connections

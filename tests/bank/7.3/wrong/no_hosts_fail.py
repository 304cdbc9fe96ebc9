# headline: Takes an empty list, too
import asyncio
from contextlib import AsyncExitStack, asynccontextmanager


@asynccontextmanager
async def connect_all(hosts, connect):
    async with AsyncExitStack() as stack:
        tasks = [asyncio.create_task(connect(host)) for host in hosts]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
            for task in done:
                task.result()
        except BaseException:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            raise
        finally:
            for task in tasks:
                if task.done() and not task.cancelled() and task.exception() is None:
                    stack.push_async_callback(task.result().aclose)
        yield [task.result() for task in tasks]

# headline: Released exactly once
import asyncio
from contextlib import AsyncExitStack, asynccontextmanager


@asynccontextmanager
async def connect_all(hosts, connect):
    async with AsyncExitStack() as stack:

        async def open_one(host):
            connection = await connect(host)
            stack.push_async_callback(connection.aclose)
            return connection

        tasks = [asyncio.create_task(open_one(host)) for host in hosts]
        try:
            await asyncio.gather(*tasks)
        except BaseException:
            for task in tasks:
                task.cancel()
            for result in await asyncio.gather(*tasks, return_exceptions=True):
                if not isinstance(result, BaseException):
                    await result.aclose()
            raise
        yield [task.result() for task in tasks]

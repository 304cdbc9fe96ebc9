# headline: The caller sees the error itself
import asyncio
from contextlib import AsyncExitStack, asynccontextmanager


@asynccontextmanager
async def connect_all(hosts, connect):
    async with AsyncExitStack() as stack:
        tasks = [asyncio.create_task(connect(host)) for host in hosts]
        try:
            await asyncio.gather(*tasks)
        except asyncio.CancelledError:
            raise ConnectionError("cancelled while connecting") from None
        finally:
            for task in tasks:
                task.cancel()
            for result in await asyncio.gather(*tasks, return_exceptions=True):
                if not isinstance(result, BaseException):
                    stack.push_async_callback(result.aclose)
        yield [task.result() for task in tasks]

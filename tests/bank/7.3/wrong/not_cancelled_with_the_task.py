# headline: Cancels the other connects
import asyncio
from contextlib import AsyncExitStack, asynccontextmanager


@asynccontextmanager
async def connect_all(hosts, connect):
    async with AsyncExitStack() as stack:
        tasks = [asyncio.create_task(connect(host)) for host in hosts]
        try:
            if tasks:
                done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
                for task in done:
                    task.result()
        except Exception:
            for task in tasks:
                task.cancel()
            raise
        finally:
            for result in await asyncio.gather(*tasks, return_exceptions=True):
                if not isinstance(result, BaseException):
                    stack.push_async_callback(result.aclose)
        yield [task.result() for task in tasks]

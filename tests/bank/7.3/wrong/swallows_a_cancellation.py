# headline: No error is swallowed
import asyncio
from contextlib import AsyncExitStack


class connect_all:
    def __init__(self, hosts, connect):
        self.hosts = hosts
        self.connect = connect
        self.stack = AsyncExitStack()

    async def __aenter__(self):
        tasks = [asyncio.create_task(self.connect(host)) for host in self.hosts]
        async with AsyncExitStack() as stack:
            try:
                await asyncio.gather(*tasks)
            finally:
                for task in tasks:
                    task.cancel()
                for result in await asyncio.gather(*tasks, return_exceptions=True):
                    if not isinstance(result, BaseException):
                        stack.push_async_callback(result.aclose)
            self.stack = stack.pop_all()
        return [task.result() for task in tasks]

    async def __aexit__(self, kind, error, traceback):
        await self.stack.__aexit__(kind, error, traceback)
        return kind is asyncio.CancelledError

# headline: Nothing happens before the block
import asyncio
from contextlib import AsyncExitStack


class connect_all:
    def __init__(self, hosts, connect):
        self.openings = [connect(host) for host in hosts]
        self.stack = AsyncExitStack()

    async def __aenter__(self):
        tasks = [asyncio.create_task(opening) for opening in self.openings]
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

    async def __aexit__(self, *error):
        return await self.stack.__aexit__(*error)

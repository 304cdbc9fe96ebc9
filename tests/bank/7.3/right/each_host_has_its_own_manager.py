import asyncio
from contextlib import AsyncExitStack, asynccontextmanager


class _Opening:
    """One connection: opened by a task of its own, closed by the stack."""

    def __init__(self, host, connect):
        self.task = asyncio.create_task(connect(host))

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        self.task.cancel()
        try:
            connection = await self.task
        except BaseException:
            return
        await connection.aclose()


@asynccontextmanager
async def connect_all(hosts, connect):
    async with AsyncExitStack() as stack:
        openings = [await stack.enter_async_context(_Opening(host, connect)) for host in hosts]
        tasks = [opening.task for opening in openings]
        try:
            connections = await asyncio.gather(*tasks)
        except BaseException:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            raise
        yield [*connections]

# headline: Each pool has connections of its own
import asyncio
from contextlib import AsyncExitStack, asynccontextmanager


class AsyncPool:
    idle = []

    def __init__(self, factory, size):
        self.factory = factory
        self.slots = asyncio.Semaphore(size)
        self.closed = False

    async def __aenter__(self):
        return self

    async def __aexit__(self, *details):
        self.closed = True
        self.slots.release()  # whoever wakes passes it on
        async with AsyncExitStack() as stack:
            while self.idle:
                stack.push_async_callback(self.idle.pop().close)

    @asynccontextmanager
    async def acquire(self):
        if self.closed:
            raise RuntimeError("pool is closed")
        async with self.slots:
            if self.closed:
                raise RuntimeError("pool is closed")
            connection = self.idle.pop() if self.idle else await self.factory()
            try:
                yield connection
            except BaseException:
                await connection.close()
                raise
            if self.closed:
                await connection.close()
            else:
                self.idle.append(connection)

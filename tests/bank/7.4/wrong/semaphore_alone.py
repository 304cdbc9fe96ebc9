# headline: Reuses what is idle
import asyncio
from contextlib import asynccontextmanager


class AsyncPool:
    def __init__(self, factory, size):
        self.factory = factory
        self.slots = asyncio.Semaphore(size)
        self.closed = False

    async def __aenter__(self):
        return self

    async def __aexit__(self, *details):
        self.closed = True

    @asynccontextmanager
    async def acquire(self):
        async with self.slots:
            if self.closed:
                raise RuntimeError("closed")
            connection = await self.factory()
            try:
                yield connection
            finally:
                await connection.close()

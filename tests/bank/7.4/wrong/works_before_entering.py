# headline: Makes connections when they are needed
import asyncio
from contextlib import AsyncExitStack, asynccontextmanager


class AsyncPool:
    def __init__(self, factory, size):
        self.factory = factory
        self.slots = asyncio.Semaphore(size)
        self.idle = []
        self.closed = False

    async def __aenter__(self):
        return self

    async def __aexit__(self, *details):
        self.closed = True
        self.slots.release()  # whoever wakes passes it on
        async with AsyncExitStack() as stack:
            for connection in self.idle:
                stack.push_async_callback(connection.close)
            self.idle = []

    def acquire(self):
        first = None if self.idle else asyncio.ensure_future(self.factory())
        return self._acquire(first)

    @asynccontextmanager
    async def _acquire(self, first):
        if self.closed:
            raise RuntimeError("pool is closed")
        async with self.slots:
            if self.closed:
                raise RuntimeError("pool is closed")
            connection = self.idle.pop() if self.idle else await first
            try:
                yield connection
            except BaseException:
                await connection.close()
                raise
            if self.closed:
                await connection.close()
            else:
                self.idle.append(connection)

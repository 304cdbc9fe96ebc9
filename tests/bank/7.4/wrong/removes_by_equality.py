# headline: Lends a connection to one task at a time
import asyncio
from contextlib import AsyncExitStack, asynccontextmanager


class AsyncPool:
    def __init__(self, factory, size):
        self.factory = factory
        self.slots = asyncio.Semaphore(size)
        self.idle = []
        self.all = []
        self.lent = []
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

    async def choose(self):
        for connection in self.all:
            if connection not in self.lent:
                return connection
        connection = await self.factory()
        self.all.append(connection)
        return connection

    @asynccontextmanager
    async def acquire(self):
        if self.closed:
            raise RuntimeError("pool is closed")
        async with self.slots:
            if self.closed:
                raise RuntimeError("pool is closed")
            connection = await self.choose()
            try:
                yield connection
            except BaseException:
                await connection.close()
                raise
            if self.closed:
                await connection.close()
            else:
                self.idle.append(connection)

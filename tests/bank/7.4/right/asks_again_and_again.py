import asyncio
from contextlib import AsyncExitStack, asynccontextmanager


class AsyncPool:
    def __init__(self, factory, size):
        self.factory, self.size = factory, size
        self.lent, self.idle, self.left = 0, [], False

    async def __aenter__(self):
        return self

    async def __aexit__(self, *details):
        self.left = True
        async with AsyncExitStack() as stack:
            while self.idle:
                stack.push_async_callback(self.idle.pop().close)

    @asynccontextmanager
    async def acquire(self):
        while not self.left and self.lent >= self.size:
            await asyncio.sleep(0)
        if self.left:
            raise RuntimeError("the pool was left")
        self.lent += 1
        try:
            connection = self.idle.pop() if self.idle else await self.factory()
            async with AsyncExitStack() as stack:
                stack.push_async_callback(connection.close)
                yield connection
                if not self.left:
                    stack.pop_all()
                    self.idle.append(connection)
        finally:
            self.lent -= 1

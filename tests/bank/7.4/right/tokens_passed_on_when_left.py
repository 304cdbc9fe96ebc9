import asyncio
from contextlib import AsyncExitStack, asynccontextmanager

class AsyncPool:
    def __init__(self, factory, size):
        self._make = factory
        self._tokens = asyncio.Queue()
        for token in range(size):
            self._tokens.put_nowait(token)
        self._idle = []
        self._shut = False

    async def __aenter__(self):
        return self

    async def __aexit__(self, *details):
        self._shut = True
        self._tokens.put_nowait(None)
        async with AsyncExitStack() as stack:
            for connection in self._idle:
                stack.push_async_callback(connection.close)
            self._idle = []

    @asynccontextmanager
    async def acquire(self):
        if self._shut:
            raise RuntimeError("closed")
        token = await self._tokens.get()
        try:
            if self._shut:
                raise RuntimeError("closed")
            if self._idle:
                connection = self._idle.pop()
            else:
                connection = await self._make()
            good = False
            try:
                yield connection
                good = True
            finally:
                if good and not self._shut:
                    self._idle.append(connection)
                else:
                    await connection.close()
        finally:
            self._tokens.put_nowait(token)

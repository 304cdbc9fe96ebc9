import asyncio
from contextlib import AsyncExitStack, asynccontextmanager


class AsyncPool:
    """Leaving closes the idle ones, and then stays until the last one has come back."""

    def __init__(self, factory, size):
        self._factory = factory
        self._free = asyncio.Semaphore(size)
        self._idle = []
        self._lent = 0
        self._closed = False
        self._all_back = asyncio.Event()

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        self._closed = True
        self._free.release()
        async with AsyncExitStack() as stack:
            if self._lent:
                stack.push_async_callback(self._all_back.wait)
            while self._idle:
                stack.push_async_callback(self._idle.pop().close)

    @asynccontextmanager
    async def acquire(self):
        self._check()
        async with self._free:
            self._check()
            connection = self._idle.pop() if self._idle else await self._factory()
            self._lent += 1
            broken = True
            try:
                yield connection
                broken = False
            finally:
                try:
                    if broken or self._closed:
                        await connection.close()
                    else:
                        self._idle.append(connection)
                finally:
                    self._lent -= 1
                    if not self._lent:
                        self._all_back.set()

    def _check(self):
        if self._closed:
            raise RuntimeError("The pool is closed.")

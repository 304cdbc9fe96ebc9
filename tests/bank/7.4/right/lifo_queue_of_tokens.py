import asyncio
from contextlib import asynccontextmanager

_EMPTY = object()
_OVER = object()


class AsyncPool:
    def __init__(self, factory, size):
        self.factory = factory
        self.queue = asyncio.LifoQueue()
        for _ in range(size):
            self.queue.put_nowait(_EMPTY)
        self.over = False

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        self.over = True
        found = []
        while not self.queue.empty():
            thing = self.queue.get_nowait()
            if thing is not _EMPTY:
                found.append(thing)
        self.queue.put_nowait(_OVER)
        await self._close_all(found)

    async def _close_all(self, connections):
        if connections:
            try:
                await connections[0].close()
            finally:
                await self._close_all(connections[1:])

    @asynccontextmanager
    async def acquire(self):
        if self.over:
            raise RuntimeError("the pool has been left")
        thing = await self.queue.get()
        if thing is _OVER:
            self.queue.put_nowait(_OVER)
            raise RuntimeError("the pool has been left")
        if thing is _EMPTY:
            try:
                thing = await self.factory()
            except BaseException:
                self.queue.put_nowait(_EMPTY)
                raise
        good = False
        try:
            yield thing
            good = not self.over
        finally:
            if good:
                self.queue.put_nowait(thing)
            else:
                try:
                    await thing.close()
                finally:
                    if not self.over:
                        self.queue.put_nowait(_EMPTY)

import asyncio
import itertools
from contextlib import asynccontextmanager

_OVER = object()


class AsyncPool:
    def __init__(self, factory, size):
        self.factory = factory
        self.queue = asyncio.PriorityQueue()
        self.tickets = itertools.count()
        for _ in range(size):
            self.put(1, None)
        self.over = False

    def put(self, rank, thing):
        self.queue.put_nowait((rank, next(self.tickets), thing))

    async def __aenter__(self):
        return self

    async def __aexit__(self, *details):
        self.over = True
        found = []
        while not self.queue.empty():
            rank, _, thing = self.queue.get_nowait()
            if rank == 0:
                found.append(thing)
        self.put(2, _OVER)
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
        rank, _, thing = await self.queue.get()
        if rank == 2:
            self.put(2, _OVER)
            raise RuntimeError("the pool has been left")
        if rank == 1:
            try:
                thing = await self.factory()
            except BaseException:
                self.put(1, None)
                raise
        good = False
        try:
            yield thing
            good = not self.over
        finally:
            if good:
                self.put(0, thing)
            else:
                try:
                    await thing.close()
                finally:
                    if not self.over:
                        self.put(1, None)

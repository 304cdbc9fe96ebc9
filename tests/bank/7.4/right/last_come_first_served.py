import asyncio
from dataclasses import dataclass, field
from typing import Any, Awaitable, Callable


@dataclass
class AsyncPool:
    factory: Callable[[], Awaitable[Any]]
    size: int
    taken: int = 0
    idle: list = field(default_factory=list)
    stack: list = field(default_factory=list)
    closed: bool = False

    async def __aenter__(self):
        return self

    async def __aexit__(self, kind, error, trace):
        self.closed = True
        while self.stack:
            self.wake()
        await self.close_idle()

    async def close_idle(self):
        try:
            if self.idle:
                await self.idle.pop().close()
        finally:
            if self.idle:
                await self.close_idle()

    def check(self):
        if self.closed:
            raise RuntimeError("this pool has been left")

    def wake(self):
        """Wake one that still waits: the one that came last."""
        while self.stack:
            waiter = self.stack.pop()
            if not waiter.done():
                waiter.set_result(None)
                break

    def acquire(self):
        self.check()
        return Lease(self)


class Lease:
    __slots__ = ("connection", "pool")

    def __init__(self, pool):
        self.pool = pool

    async def __aenter__(self):
        pool = self.pool
        pool.check()
        while not pool.idle and pool.taken == pool.size:
            waiter = asyncio.get_running_loop().create_future()
            pool.stack.append(waiter)
            try:
                await waiter
            except asyncio.CancelledError:
                waiter.cancel()
                pool.wake()  # perhaps it was this one's turn: somebody has to look
                raise
            pool.check()
        if pool.idle:
            self.connection = pool.idle.pop()
        else:
            pool.taken += 1
            try:
                self.connection = await pool.factory()
            except BaseException:
                pool.taken -= 1
                pool.wake()
                raise
        return self.connection

    async def __aexit__(self, kind, error, trace):
        pool = self.pool
        if kind is None and not pool.closed:
            pool.idle.append(self.connection)
            pool.wake()
            return None
        try:
            await self.connection.close()
        finally:
            pool.taken -= 1
            pool.wake()
        return None

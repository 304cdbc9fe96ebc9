# headline: Can be used in an async with statement
import asyncio
from collections import deque


class AsyncPool:
    def __init__(self, factory, size):
        self._factory = factory
        self._size = size
        self._places = 0
        self._idle = []
        self._waiters = deque()
        self._closed = False

    async def __aenter__(self):
        return self

    async def __aexit__(self, kind, error, trace):
        self._closed = True
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_exception(RuntimeError("the pool is closed"))
        self._waiters.clear()
        idle, self._idle = self._idle, []
        failure = None
        for connection in idle:
            try:
                await connection.close()
            except BaseException as problem:
                failure = failure or problem
        if failure is not None:
            raise failure

    async def acquire(self):
        return _Lease(self)

    async def _take(self):
        if self._closed:
            raise RuntimeError("the pool is closed")
        if self._idle:
            return self._idle.pop()
        if self._places < self._size:
            self._places += 1
            return await self._make()
        waiter = asyncio.get_running_loop().create_future()
        self._waiters.append(waiter)
        try:
            given = await waiter
        except asyncio.CancelledError:
            if waiter.done() and not waiter.cancelled() and waiter.exception() is None:
                self._pass_on(waiter.result())
            raise
        return given[0] if given else await self._make()

    async def _make(self):
        try:
            return await self._factory()
        except BaseException:
            self._pass_on(())
            raise

    def _pass_on(self, given):
        """Give a connection (in a tuple), or an empty place, to whoever waits."""
        while self._waiters:
            waiter = self._waiters.popleft()
            if not waiter.done():
                waiter.set_result(given)
                return
        if given:
            self._idle.append(given[0])
        else:
            self._places -= 1

    async def _give_back(self, connection, good):
        if good and not self._closed:
            self._pass_on((connection,))
            return
        try:
            await connection.close()
        finally:
            self._pass_on(())


class _Lease:
    def __init__(self, pool):
        self._pool = pool

    async def __aenter__(self):
        self._connection = await self._pool._take()
        return self._connection

    async def __aexit__(self, kind, error, trace):
        await self._pool._give_back(self._connection, kind is None)

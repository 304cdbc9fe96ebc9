import asyncio
import contextlib


class AsyncPool:
    def __init__(self, factory, size):
        self._factory, self._size = factory, size
        self._existing, self._idle = 0, []
        self._changed = asyncio.Condition()
        self._open = False

    async def __aenter__(self):
        self._open = True
        return self

    async def __aexit__(self, exc_type, exc, tb):
        self._open = False
        self._wake()
        errors = []
        while self._idle:
            connection = self._idle.pop()
            try:
                await connection.close()
            except BaseException as e:
                errors.append(e)
            finally:
                self._existing -= 1
        if errors:
            raise errors[0]
        return False

    def _wake(self):
        # No await between the state and the wake-up: the lock is not needed.
        for waiter in self._changed._waiters:
            if not waiter.done():
                waiter.set_result(False)

    @contextlib.asynccontextmanager
    async def acquire(self):
        async with self._changed:
            while self._open and not self._idle and self._existing >= self._size:
                await self._changed.wait()
            if not self._open:
                raise RuntimeError("closed")
            connection = self._idle.pop(0) if self._idle else None
            fresh = connection is None
            if fresh:
                self._existing += 1
        if fresh:
            try:
                connection = await self._factory()
            except BaseException:
                self._existing -= 1
                self._wake()
                raise
        try:
            yield connection
        except BaseException:
            await self._discard(connection)
            raise
        if self._open:
            self._idle.append(connection)
            self._wake()
        else:
            await self._discard(connection)

    async def _discard(self, connection):
        try:
            await connection.close()
        finally:
            self._existing -= 1
            self._wake()

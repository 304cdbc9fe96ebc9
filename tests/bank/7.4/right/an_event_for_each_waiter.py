import asyncio
import contextlib

class AsyncPool(contextlib.AbstractAsyncContextManager):
    """Each waiter has an event of its own; the queue is first come, first served."""

    def __init__(self, factory, size):
        self.factory, self.size = factory, size
        self.lent = 0
        self.idle = []
        self.queue = []
        self.over = None

    async def __aexit__(self, kind, error, trace):
        self.over = RuntimeError
        for event in self.queue:
            event.set()
        async def close(rest):
            if rest:
                try:
                    await rest.pop().close()
                finally:
                    await close(rest)
        await close(self.idle)

    def wake_next(self):
        for event in self.queue:
            if not event.is_set():
                return event.set()

    @contextlib.asynccontextmanager
    async def place(self):
        if self.over:
            raise self.over("the pool was left")
        if self.lent >= self.size:
            event = asyncio.Event()
            self.queue.append(event)
            try:
                while self.lent >= self.size and not self.over:
                    event.clear()
                    await event.wait()
            except asyncio.CancelledError:
                self.queue = [e for e in self.queue if e is not event]
                if self.lent < self.size:
                    self.wake_next()
                raise
            self.queue = [e for e in self.queue if e is not event]
            if self.over:
                raise self.over("the pool was left")
        self.lent += 1
        try:
            yield
        finally:
            self.lent -= 1
            self.wake_next()

    @contextlib.asynccontextmanager
    async def acquire(self):
        async with self.place():
            if self.idle:
                connection = self.idle.pop()
            else:
                connection = await self.factory()
            async with contextlib.AsyncExitStack() as stack:
                stack.push_async_callback(connection.close)
                yield connection
                if not self.over:
                    stack.pop_all()
                    self.idle.append(connection)

import asyncio


class AsyncPool:
    """Whoever waits has an event of its own; all are set at each change, and look again."""

    def __init__(self, factory, size):
        self.factory = factory
        self.size = size
        self.count = 0
        self.idle = []
        self.events = set()
        self.closed = None

    async def __aenter__(self):
        self.closed = False
        return self

    def changed(self):
        for event in self.events:
            event.set()

    async def __aexit__(self, kind, error, trace):
        self.closed = True
        self.changed()
        results = []
        while self.idle:
            try:
                await self.idle.pop().close()
            except BaseException as failure:
                results.append(failure)
        for failure in results:
            raise failure

    def acquire(self):
        pool = self

        class Acquired:
            async def __aenter__(self):
                self.connection = await pool.take()
                return self.connection

            async def __aexit__(self, kind, error, trace):
                if error is None and not pool.closed:
                    pool.idle.append(self.connection)
                    pool.changed()
                else:
                    await self.connection.close()
                    pool.count -= 1
                    pool.changed()

        return Acquired()

    async def take(self):
        event = asyncio.Event()
        self.events.add(event)
        try:
            while True:
                if self.closed:
                    raise RuntimeError("closed")
                if self.idle:
                    return self.idle.pop()
                if self.count < self.size:
                    break
                event.clear()
                await event.wait()
        finally:
            self.events.discard(event)
        self.count += 1
        try:
            return await self.factory()
        except BaseException:
            self.count -= 1
            self.changed()
            raise

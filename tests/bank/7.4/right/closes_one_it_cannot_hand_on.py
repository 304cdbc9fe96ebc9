import asyncio


class AsyncPool:
    """A waiter that is cancelled when a connection has just been given to it closes that connection."""

    def __init__(self, factory, size):
        self.factory, self.free = factory, size
        self.idle, self.queue, self.closed = [], [], False

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        self.closed = True
        while self.queue:
            self._answer(RuntimeError("closed"))
        tasks = [asyncio.ensure_future(connection.close()) for connection in self.idle]
        if tasks:
            try:
                await asyncio.wait(tasks)
            except asyncio.CancelledError:
                for task in tasks:
                    task.cancel()
                await asyncio.wait(tasks)
                raise
            for task in tasks:
                task.result()

    def _answer(self, thing):
        future = self.queue.pop(0)
        if not future.done():
            future.set_result(thing)

    def _free_place(self):
        self.free += 1
        while self.free and self.queue:
            future = self.queue.pop(0)
            if not future.done():
                self.free -= 1
                future.set_result(None)

    async def _close(self, connection):
        try:
            await connection.close()
        finally:
            self._free_place()

    def acquire(self):
        return Borrowed(self)


class Borrowed:
    def __init__(self, pool):
        self.pool = pool

    async def __aenter__(self):
        pool = self.pool
        if pool.closed:
            raise RuntimeError("closed")
        if pool.idle:
            self.connection = pool.idle.pop()
            return self.connection
        given = None
        if pool.free:
            pool.free -= 1
        else:
            future = asyncio.get_running_loop().create_future()
            pool.queue.append(future)
            try:
                given = await future
            except asyncio.CancelledError:
                if future.done() and not future.cancelled():
                    given = future.result()
                    if given is None:
                        pool._free_place()
                    elif not isinstance(given, RuntimeError):
                        await pool._close(given)
                raise
        if isinstance(given, RuntimeError):
            raise given
        if given is None:
            try:
                given = await pool.factory()
            except BaseException:
                pool._free_place()
                raise
        self.connection = given
        return given

    async def __aexit__(self, kind, error, trace):
        pool, connection = self.pool, self.connection
        if error is not None or pool.closed:
            await pool._close(connection)
            return
        while pool.queue:
            future = pool.queue.pop(0)
            if not future.done():
                future.set_result(connection)
                return
        pool.idle.append(connection)

import asyncio
from contextlib import asynccontextmanager


class AsyncPool:
    """A factory that was begun is never interrupted: what it makes is for the next one."""

    def __init__(self, factory, size):
        self.factory, self.size = factory, size
        self.idle, self.lent, self.coming = [], 0, set()
        self.alarms, self.closed = [], False

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        self.closed = True
        self.look_again()
        if self.coming:
            await asyncio.wait(self.coming)
        while self.idle:
            connection = self.idle.pop()
            try:
                await connection.close()
            except BaseException:
                await self.__aexit__()
                raise

    def look_again(self, *_):
        alarms, self.alarms = self.alarms, []
        for alarm in alarms:
            alarm.set()

    async def make(self):
        try:
            self.idle.append(await self.factory())
        finally:
            self.coming.discard(asyncio.current_task())
            self.look_again()

    @asynccontextmanager
    async def acquire(self):
        mine = None
        while True:
            if self.closed:
                raise RuntimeError("closed")
            if self.idle:
                connection = self.idle.pop()
                break
            if mine is not None and mine.done():
                mine.result()
                mine = None
            if mine is None and self.lent + len(self.coming) < self.size:
                mine = asyncio.create_task(self.make())
                self.coming.add(mine)
            alarm = asyncio.Event()
            self.alarms.append(alarm)
            try:
                await alarm.wait()
            except asyncio.CancelledError:
                self.look_again()
                raise
        self.lent += 1
        good = False
        try:
            yield connection
            good = True
        finally:
            try:
                if good and not self.closed:
                    self.idle.append(connection)
                else:
                    await connection.close()
            finally:
                self.lent -= 1
                self.look_again()

import asyncio


class _Pump:
    def __init__(self, source, sink, limit):
        self.source, self.sink = source, sink
        self.line = asyncio.Queue()
        self.room = asyncio.Semaphore(value=limit)
        self.first_error = None

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        errors = []
        for close in (self.sink.close, self.source.aclose):
            try:
                await close()
            except BaseException as error:
                errors.append(error)
        if errors:
            raise errors[0]

    async def guard(self, work, other):
        try:
            await work
        except Exception as error:
            if self.first_error is None:
                self.first_error = error
            other().cancel()

    async def fill(self):
        while await self.room.acquire():
            try:
                item = await type(self.source).__anext__(self.source)
            except StopAsyncIteration:
                break
            self.line.put_nowait([item])
        self.line.put_nowait(None)

    async def drain(self):
        while (box := await self.line.get()) is not None:
            await self.sink.write(*box)
            self.room.release()

    async def run(self):
        filling = asyncio.create_task(self.guard(self.fill(), lambda: draining))
        draining = asyncio.create_task(self.guard(self.drain(), lambda: filling))
        both = filling, draining
        try:
            await asyncio.wait(both)
        finally:
            for each in both:
                each.cancel()
            await asyncio.wait(both)
        if self.first_error is not None:
            raise self.first_error


async def pump(source, sink, limit):
    async with _Pump(source, sink, limit) as it:
        await it.run()

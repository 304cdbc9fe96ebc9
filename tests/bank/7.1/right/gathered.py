import asyncio


class AsyncResource:
    def __init__(self, connect):
        self.connect = connect

    async def __aenter__(self):
        [self.resource] = await asyncio.gather(self.connect())
        return self.resource

    async def __aexit__(self, kind, error, traceback):
        await asyncio.gather(self.resource.close())

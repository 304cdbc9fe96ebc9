import asyncio


class AsyncResource:
    def __init__(self, connect):
        self.connect = connect

    async def __aenter__(self):
        self.resource = await self.connect()
        return self.resource

    async def __aexit__(self, *details):
        closing = asyncio.ensure_future(self.resource.close())
        try:
            while not closing.done():
                await asyncio.sleep(0)
        except asyncio.CancelledError:
            closing.cancel()
            while not closing.done():
                await asyncio.sleep(0)
            raise
        closing.result()

# headline: No error is swallowed
import asyncio


class AsyncResource:
    def __init__(self, connect):
        self.connect = connect

    async def __aenter__(self):
        try:
            self.resource = await self.connect()
        except asyncio.CancelledError:
            self.resource = await self.connect()
        return self.resource

    async def __aexit__(self, *error):
        await self.resource.close()

# headline: The close comes to its end
import asyncio


class AsyncResource:
    def __init__(self, connect):
        self.connect = connect

    async def __aenter__(self):
        self.resource = await self.connect()
        return self.resource

    async def __aexit__(self, *error):
        await asyncio.wait_for(self.resource.close(), timeout=30)

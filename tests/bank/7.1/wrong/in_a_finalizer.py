# headline: Closed when all goes well
import asyncio


class AsyncResource:
    def __init__(self, connect):
        self.connect = connect

    async def __aenter__(self):
        self.resource = await self.connect()
        return self.resource

    async def __aexit__(self, *error):
        pass

    def __del__(self):
        asyncio.get_event_loop().create_task(self.resource.close())

# headline: Closed when cancelled
import asyncio


class AsyncResource:
    def __init__(self, connect):
        self.connect = connect

    async def __aenter__(self):
        self.resource = await self.connect()
        return self.resource

    async def __aexit__(self, kind, error, traceback):
        if not isinstance(error, asyncio.CancelledError):
            await self.resource.close()

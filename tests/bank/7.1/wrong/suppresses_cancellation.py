# headline: No error is swallowed
import asyncio


class AsyncResource:
    def __init__(self, connect):
        self.connect = connect

    async def __aenter__(self):
        self.resource = await self.connect()
        return self.resource

    async def __aexit__(self, kind, error, traceback):
        await self.resource.close()
        return kind is asyncio.CancelledError

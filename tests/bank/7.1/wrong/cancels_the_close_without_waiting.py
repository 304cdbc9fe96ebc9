# headline: The close is over when the block is left
import asyncio


class AsyncResource:
    def __init__(self, connect):
        self.connect = connect

    async def __aenter__(self):
        self.resource = await self.connect()
        return self.resource

    async def __aexit__(self, *error):
        closing = asyncio.create_task(self.resource.close())
        try:
            await asyncio.shield(closing)
        except asyncio.CancelledError:
            closing.cancel()
            raise

import asyncio


class AsyncResource:
    def __init__(self, connect):
        self.connect = connect
        self.resource = None

    async def __aenter__(self):
        self.resource = await asyncio.create_task(self.connect())
        return self.resource

    async def __aexit__(self, *error):
        task = asyncio.create_task(self.resource.close())
        await task

# headline: The caller sees the error itself
import asyncio


class AsyncResource:
    def __init__(self, connect):
        self.connect = connect

    async def __aenter__(self):
        self.resource = await self.connect()
        return self.resource

    async def __aexit__(self, *error):
        async with asyncio.TaskGroup() as group:
            group.create_task(self.resource.close())

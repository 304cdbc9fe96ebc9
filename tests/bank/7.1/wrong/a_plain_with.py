# headline: Can be used in an async with statement
class AsyncResource:
    def __init__(self, connect):
        self.connect = connect

    async def __enter__(self):
        self.resource = await self.connect()
        return self.resource

    async def __exit__(self, *error):
        await self.resource.close()

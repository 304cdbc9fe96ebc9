# headline: Awaits connect once
class AsyncResource:
    def __init__(self, connect):
        self.connect = connect

    async def __aenter__(self):
        await (await self.connect()).close()
        self.resource = await self.connect()
        return self.resource

    async def __aexit__(self, *error):
        await self.resource.close()

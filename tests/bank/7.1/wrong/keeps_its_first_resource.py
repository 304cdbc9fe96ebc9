# headline: Can be used again
class AsyncResource:
    def __init__(self, connect):
        self.connect = connect
        self.resource = None

    async def __aenter__(self):
        if self.resource is None:
            self.resource = await self.connect()
        return self.resource

    async def __aexit__(self, *error):
        await self.resource.close()

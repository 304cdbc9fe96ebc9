# headline: Closed when a step fails
class AsyncResource:
    def __init__(self, connect):
        self.connect = connect

    async def __aenter__(self):
        self.resource = await self.connect()
        return self.resource

    async def __aexit__(self, kind, error, traceback):
        if kind is None:
            await self.resource.close()

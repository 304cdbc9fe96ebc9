# headline: Can be used again
class AsyncResource:
    def __init__(self, connect):
        self.connect = connect
        self.entered = False

    async def __aenter__(self):
        if self.entered:
            raise RuntimeError("already entered")
        self.entered = True
        self.resource = await self.connect()
        return self.resource

    async def __aexit__(self, *error):
        self.entered = False
        await self.resource.close()

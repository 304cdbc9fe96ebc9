# headline: Gives what connect gave
class AsyncResource:
    def __init__(self, connect):
        self.connect = connect

    async def __aenter__(self):
        self.resource = await self.connect()
        return self

    async def __aexit__(self, *error):
        await self.resource.close()

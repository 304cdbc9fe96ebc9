# headline: Nothing happens before the block
class AsyncResource:
    def __init__(self, connect):
        self.connecting = connect()

    async def __aenter__(self):
        self.resource = await self.connecting
        return self.resource

    async def __aexit__(self, *error):
        await self.resource.close()

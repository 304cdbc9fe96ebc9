# headline: Gives what connect gave
class AsyncResource:
    def __init__(self, connect):
        self.connect = connect

    async def __aenter__(self):
        self.resource = self.connect()
        return self.resource

    async def __aexit__(self, *error):
        await (await self.resource).close()

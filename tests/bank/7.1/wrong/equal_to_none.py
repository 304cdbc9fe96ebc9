# headline: Closed when all goes well
class AsyncResource:
    def __init__(self, connect):
        self.connect = connect

    async def __aenter__(self):
        self.resource = await self.connect()
        return self.resource

    async def __aexit__(self, *error):
        if self.resource == None:  # noqa: E711
            return
        await self.resource.close()

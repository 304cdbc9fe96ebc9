# headline: The caller sees the error itself
class AsyncResource:
    def __init__(self, connect):
        self.connect = connect
        self.resource = None

    async def __aenter__(self):
        try:
            self.resource = await self.connect()
        except BaseException:
            await self.resource.close()
            raise
        return self.resource

    async def __aexit__(self, *error):
        await self.resource.close()

# headline: The caller sees the error itself
class AsyncResource:
    def __init__(self, connect):
        self.connect = connect

    async def __aenter__(self):
        try:
            self.resource = await self.connect()
        except Exception as error:
            raise ConnectionError("no connection") from error
        return self.resource

    async def __aexit__(self, *error):
        await self.resource.close()

# headline: Closed on Ctrl-C too
class AsyncResource:
    def __init__(self, connect):
        self.connect = connect

    async def __aenter__(self):
        self.resource = await self.connect()
        return self.resource

    async def __aexit__(self, kind, error, traceback):
        if error is None or isinstance(error, Exception):
            await self.resource.close()

class AsyncResource:
    def __init__(self, connect):
        self.connect = connect

    def __aenter__(self):
        return self._enter()

    def __aexit__(self, *error):
        return self._exit()

    async def _enter(self):
        self.resource = await self.connect()
        return self.resource

    async def _exit(self):
        await self.resource.close()

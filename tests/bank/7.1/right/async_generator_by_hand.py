class AsyncResource:
    def __init__(self, connect):
        self.connect = connect

    async def _life(self):
        resource = await self.connect()
        try:
            yield resource
        finally:
            await resource.close()

    async def __aenter__(self):
        self.life = self._life()
        return await anext(self.life)

    async def __aexit__(self, *error):
        await self.life.aclose()

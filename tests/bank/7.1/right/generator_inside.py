from contextlib import asynccontextmanager


class AsyncResource:
    def __init__(self, connect):
        self._connect = connect
        self._manager = None

    @asynccontextmanager
    async def _managed(self):
        resource = await self._connect()
        try:
            yield resource
        finally:
            await resource.close()

    async def __aenter__(self):
        self._manager = self._managed()
        return await self._manager.__aenter__()

    async def __aexit__(self, kind, error, traceback):
        return await self._manager.__aexit__(kind, error, traceback)

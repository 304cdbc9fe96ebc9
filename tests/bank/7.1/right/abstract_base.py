from contextlib import AbstractAsyncContextManager


class AsyncResource(AbstractAsyncContextManager):
    __slots__ = ("_connect", "_resource")

    def __init__(self, connect):
        self._connect = connect
        self._resource = None

    async def __aenter__(self):
        self._resource = await self._connect()
        return self._resource

    async def __aexit__(self, kind, error, traceback):
        resource, self._resource = self._resource, None
        if resource is not None:
            await resource.close()
        return False

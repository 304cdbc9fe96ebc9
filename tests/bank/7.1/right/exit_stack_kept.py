from contextlib import AsyncExitStack


class AsyncResource:
    def __init__(self, connect):
        self._connect = connect
        self._stack = AsyncExitStack()

    async def __aenter__(self):
        resource = await self._connect()
        self._stack.push_async_callback(resource.close)
        return resource

    async def __aexit__(self, *error):
        await self._stack.aclose()

from contextlib import AsyncExitStack


class AsyncResource(AsyncExitStack):
    def __init__(self, connect):
        super().__init__()
        self.connect = connect

    async def __aenter__(self):
        resource = await self.connect()
        self.push_async_callback(resource.close)
        return resource

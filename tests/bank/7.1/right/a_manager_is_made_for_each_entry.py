import contextlib


class AsyncResource:
    def __init__(self, connect):
        @contextlib.asynccontextmanager
        async def manage():
            async with contextlib.AsyncExitStack() as stack:
                resource = await connect()
                stack.push_async_callback(lambda: resource.close())
                yield resource

        self.manage = manage
        self.managers = []

    async def __aenter__(self):
        manager = self.manage()
        resource = await manager.__aenter__()
        self.managers.append(manager)
        return resource

    async def __aexit__(self, *exc_info):
        await self.managers.pop().__aexit__(*exc_info)

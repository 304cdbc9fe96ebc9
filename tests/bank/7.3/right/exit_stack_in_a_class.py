import asyncio
from contextlib import AbstractAsyncContextManager, AsyncExitStack


class connect_all(AbstractAsyncContextManager):
    def __init__(self, hosts, connect):
        self._hosts = list(hosts)
        self._connect = connect
        self._stack = AsyncExitStack()

    async def __aenter__(self):
        async with AsyncExitStack() as stack:
            connections = [None] * len(self._hosts)

            async def fill(number, host):
                connections[number] = connection = await self._connect(host)
                stack.push_async_callback(connection.aclose)

            tasks = [asyncio.create_task(fill(*each)) for each in enumerate(self._hosts)]
            try:
                for finished in asyncio.as_completed(tasks):
                    await finished
            except BaseException:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
                raise
            self._stack = stack.pop_all()
            return connections

    async def __aexit__(self, *error):
        return await self._stack.__aexit__(*error)

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager


@asynccontextmanager
async def connect_all(hosts, connect):
    first = None
    async with AsyncExitStack() as stack:

        async def open_one(host):
            nonlocal first
            try:
                connection = await connect(host)
            except Exception as error:
                if first is None:
                    first = error
                raise
            stack.push_async_callback(connection.aclose)
            return connection

        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(open_one(host)) for host in hosts]
        except BaseExceptionGroup:
            raise first from None
        yield [task.result() for task in tasks]

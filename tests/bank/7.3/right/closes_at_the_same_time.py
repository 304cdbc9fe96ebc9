import asyncio
from contextlib import asynccontextmanager


async def close_all(connections):
    closing = [asyncio.create_task(connection.aclose()) for connection in connections]
    if not closing:
        return
    try:
        await asyncio.wait(closing)
    except asyncio.CancelledError:
        for task in closing:
            task.cancel()
        await asyncio.wait(closing)
        raise
    for task in closing:
        task.result()


@asynccontextmanager
async def connect_all(hosts, connect):
    opened = []

    async def open_one(host):
        connection = await connect(host)
        opened.append(connection)
        return connection

    try:
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(open_one(host)) for host in hosts]
        except BaseExceptionGroup as failures:
            raise failures.exceptions[0] from None
        yield [task.result() for task in tasks]
    finally:
        await close_all(opened)

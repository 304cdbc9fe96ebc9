# headline: Closes what came open all the same
import asyncio
from contextlib import asynccontextmanager


async def close_each(connections):
    errors = []
    for connection in connections:
        try:
            await connection.aclose()
        except BaseException as error:
            errors.append(error)
    if errors:
        raise errors[0]


@asynccontextmanager
async def connect_all(hosts, connect):
    tasks = [asyncio.create_task(connect(host)) for host in hosts]
    try:
        connections = await asyncio.gather(*tasks)
    except BaseException:
        opened = [task.result() for task in tasks if task.done() and not task.cancelled() and not task.exception()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await close_each(opened)
        raise
    try:
        yield connections
    finally:
        await close_each(connections)

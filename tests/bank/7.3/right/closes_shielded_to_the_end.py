import asyncio
from contextlib import asynccontextmanager


async def _close(connections):
    first = None
    for connection in reversed(connections):
        try:
            await connection.aclose()
        except BaseException as error:
            first = first or error
    if first is not None:
        raise first


async def _finish(coroutine):
    task = asyncio.create_task(coroutine)
    cancelled = None
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError as error:
            cancelled = error
        except BaseException:
            break
    if cancelled is not None:
        task.exception()
        raise cancelled
    return task.result()


@asynccontextmanager
async def connect_all(hosts, connect):
    tasks = [asyncio.create_task(connect(host)) for host in hosts]
    try:
        connections = list(await asyncio.gather(*tasks))
    except BaseException:
        for task in tasks:
            task.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        await _finish(_close([each for each in results if not isinstance(each, BaseException)]))
        raise
    try:
        yield connections
    finally:
        await _finish(_close(connections))

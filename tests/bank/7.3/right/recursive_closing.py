import asyncio
from contextlib import asynccontextmanager


async def close_each(connections):
    if connections:
        first, *others = connections
        try:
            await first.aclose()
        finally:
            await close_each(others)


@asynccontextmanager
async def connect_all(hosts, connect):
    pending = {asyncio.create_task(connect(host)): number for number, host in enumerate(hosts)}
    order = list(pending)
    opened = {}
    try:
        waiting = set(order)
        while waiting:
            done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                opened[pending[task]] = task.result()
    except BaseException:
        for task in order:
            task.cancel()
        await asyncio.gather(*order, return_exceptions=True)
        await close_each([task.result() for task in order if not task.cancelled() and not task.exception()])
        raise
    try:
        yield [opened[number] for number in sorted(opened)]
    finally:
        await close_each(list(opened.values()))

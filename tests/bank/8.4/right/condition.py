import asyncio
from collections import deque
from contextlib import aclosing


class _Closing:
    def __init__(self, sink):
        self.sink = sink

    async def __aenter__(self):
        return self.sink

    async def __aexit__(self, *_):
        await self.sink.close()


async def _both(*coroutines):
    tasks = [asyncio.create_task(each) for each in coroutines]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def pump(source, sink, limit):
    changed = asyncio.Condition()
    items = deque()
    ended = False

    async def read():
        nonlocal ended
        async for item in source:
            async with changed:
                items.append(item)
                changed.notify_all()
                await changed.wait_for(lambda: len(items) < limit)
        async with changed:
            ended = True
            changed.notify_all()

    async def write():
        while True:
            async with changed:
                await changed.wait_for(lambda: items or ended)
                if not items:
                    return
            await sink.write(items[0])
            async with changed:
                items.popleft()
                changed.notify_all()

    async with _Closing(sink), aclosing(source):
        await _both(read(), write())

import asyncio
from contextlib import AsyncExitStack


async def pump(source, sink, limit):
    held = []
    ended = False

    async def read():
        nonlocal ended
        iterator = aiter(source)
        while True:
            while len(held) >= limit:
                await asyncio.sleep(0)
            try:
                held.append(await anext(iterator))
            except StopAsyncIteration:
                break
        ended = True

    async def write():
        while held or not ended:
            if held:
                await sink.write(held[0])
                del held[0]
            else:
                await asyncio.sleep(0)

    async with AsyncExitStack() as stack:
        stack.push_async_callback(source.aclose)
        stack.push_async_callback(sink.close)
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(write())
                group.create_task(read())
        except BaseExceptionGroup as failures:
            raise failures.exceptions[0] from None

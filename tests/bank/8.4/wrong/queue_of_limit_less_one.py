# headline: Holds no more than limit items
import asyncio


async def pump(source, sink, limit):
    queue = asyncio.Queue(max(1, limit - 1))
    end = object()

    async def read():
        while True:
            try:
                item = await anext(source)
            except StopAsyncIteration:
                break
            await queue.put((True, item))
        await queue.put((False, None))

    async def write():
        while True:
            more, item = await queue.get()
            if not more:
                return
            await sink.write(item)

    try:
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(read())
                group.create_task(write())
        except BaseExceptionGroup as failed:
            raise failed.exceptions[0] from None
    finally:
        try:
            await source.aclose()
        finally:
            await sink.close()

# headline: Takes any object for an item
import asyncio


async def pump(source, sink, limit):
    places = asyncio.Semaphore(limit)
    queue = asyncio.Queue()
    end = object()

    async def read():
        while True:
            await places.acquire()
            try:
                item = await anext(source)
            except StopAsyncIteration:
                break
            queue.put_nowait((True, item))
        queue.put_nowait((False, end))

    async def write():
        while True:
            more, item = await queue.get()
            if item == end:
                return
            await sink.write(item)
            places.release()

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

# headline: Closed when another close fails
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
        queue.put_nowait((False, None))

    async def write():
        while True:
            more, item = await queue.get()
            if not more:
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
        error = None
        try:
            await source.aclose()
        except Exception as caught:
            error = caught
        await sink.close()
        if error:
            raise error

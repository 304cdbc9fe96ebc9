import asyncio


async def pump(source, sink, limit):
    async def close():
        closing = [asyncio.ensure_future(source.aclose()), asyncio.ensure_future(sink.close())]
        try:
            await asyncio.sleep(0)
            await asyncio.wait(closing)
        except asyncio.CancelledError:
            for each in closing:
                each.cancel()
            await asyncio.wait(closing)
            raise
        for each in closing:
            each.result()

    queue, places = asyncio.Queue(), asyncio.BoundedSemaphore(limit)

    async def read():
        while True:
            await places.acquire()
            try:
                queue.put_nowait([await anext(source)])
            except StopAsyncIteration:
                return queue.put_nowait([])

    async def write():
        while box := await queue.get():
            await sink.write(*box)
            places.release()

    tasks = {asyncio.create_task(read()), asyncio.create_task(write())}
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        await close()

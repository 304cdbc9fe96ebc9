import asyncio


async def pump(source, sink, limit):
    queue: asyncio.Queue[tuple[object, ...]] = asyncio.Queue()
    places = asyncio.Semaphore(limit)
    main = asyncio.current_task()
    failure: list[BaseException] = []

    async def write() -> None:
        while True:
            entry = await queue.get()
            if not entry:
                return
            await sink.write(entry[0])
            places.release()

    async def read() -> None:
        iterator = aiter(source)
        while True:
            await places.acquire()
            try:
                item = await anext(iterator)
            except StopAsyncIteration:
                break
            await queue.put((item,))
        await queue.put(())

    writer = asyncio.create_task(write())
    reader = asyncio.create_task(read())
    try:
        pending = {writer, reader}
        while pending:
            done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                if task.exception():
                    raise task.exception()
    finally:
        writer.cancel()
        reader.cancel()
        for task in (writer, reader):
            try:
                await task
            except BaseException:
                pass
        try:
            await source.aclose()
        finally:
            await sink.close()

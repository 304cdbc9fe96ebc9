import asyncio


async def pump(source, sink, limit):
    """When the source fails, what was read before is still written; then its error passes."""
    queue, places = asyncio.Queue(), asyncio.Semaphore(limit)

    async def read():
        try:
            while True:
                await places.acquire()
                try:
                    item = await anext(source)
                except StopAsyncIteration:
                    return
                await queue.put((item,))
        finally:
            queue.put_nowait(None)

    async def write():
        while (entry := await queue.get()) is not None:
            await sink.write(entry[0])
            places.release()

    reader, writer = asyncio.create_task(read()), asyncio.create_task(write())
    try:
        try:
            await writer
        except Exception as error:
            if reader.done() and not reader.cancelled() and reader.exception():
                raise reader.exception() from error
            raise
        await reader
    finally:
        reader.cancel()
        writer.cancel()
        await asyncio.gather(reader, writer, return_exceptions=True)
        try:
            await source.aclose()
        finally:
            await sink.close()

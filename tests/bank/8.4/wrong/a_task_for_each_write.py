# headline: Writes one item at a time
import asyncio


async def pump(source, sink, limit):
    places = asyncio.Semaphore(limit)

    async def write(item):
        try:
            await sink.write(item)
        finally:
            places.release()

    try:
        async with asyncio.TaskGroup() as group:
            await places.acquire()
            async for item in source:
                group.create_task(write(item))
                await places.acquire()
    except BaseExceptionGroup as failed:
        raise failed.exceptions[0] from None
    finally:
        try:
            await source.aclose()
        finally:
            await sink.close()

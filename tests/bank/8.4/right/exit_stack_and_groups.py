import asyncio
from contextlib import AsyncExitStack


async def pump(source, sink, limit):
    async with AsyncExitStack() as stack:
        stack.push_async_callback(source.aclose)
        stack.push_async_callback(sink.close)
        failed = None
        try:
            async with asyncio.TaskGroup() as group:
                line = asyncio.Queue()
                room = asyncio.Semaphore(limit)
                group.create_task(_fill(source, line, room))
                group.create_task(_empty(sink, line, room))
        except* BaseException as errors:
            failed = errors
            while isinstance(failed, BaseExceptionGroup):
                failed = failed.exceptions[0]
        if failed is not None:
            raise failed


async def _fill(source, line, room):
    await room.acquire()
    async for item in source:
        line.put_nowait((item,))
        await room.acquire()
    line.put_nowait(())


async def _empty(sink, line, room):
    while item := await line.get():
        await sink.write(*item)
        room.release()

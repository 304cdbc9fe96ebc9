import asyncio
from contextlib import AsyncExitStack

async def pump(source, sink, limit):
    async with AsyncExitStack() as ends:
        ends.push_async_callback(source.aclose)
        ends.push_async_callback(sink.close)
        if limit == 1:
            async for item in source:
                await sink.write(item)
            return
        queue = asyncio.Queue(limit)
        done = []

        async def read():
            async for item in source:
                await queue.put((item,))
                while queue.qsize() + len(done) >= limit:
                    await asyncio.sleep(0)
            await queue.put(())

        async def write():
            while pair := await queue.get():
                done.append(pair)
                await sink.write(pair[0])
                done.clear()

        reader, writer = asyncio.create_task(read()), asyncio.create_task(write())
        try:
            finished, _ = await asyncio.wait([reader, writer], return_when=asyncio.FIRST_EXCEPTION)
            for task in finished:
                await task
        finally:
            for task in (reader, writer):
                task.cancel()
            await asyncio.gather(reader, writer, return_exceptions=True)

# headline: The first error passes
import asyncio
import contextlib


async def pump(source, sink, limit):
    queue = asyncio.Queue()
    free = asyncio.Semaphore(limit)

    async def read():
        try:
            while True:
                await free.acquire()
                queue.put_nowait(("item", await source.__anext__()))
        except StopAsyncIteration:
            queue.put_nowait(("end", None))
        except Exception as error:
            queue.put_nowait(("error", error))

    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(sink.close)
        stack.push_async_callback(source.aclose)
        reader = asyncio.create_task(read())

        async def stop():
            reader.cancel()
            await asyncio.wait([reader])

        stack.push_async_callback(stop)
        while True:
            kind, value = await queue.get()
            if kind == "end":
                return
            if kind == "error":
                raise value
            await sink.write(value)
            del value
            free.release()

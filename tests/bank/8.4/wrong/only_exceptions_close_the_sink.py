# headline: Closes when both sides have stopped
import asyncio
import contextlib


async def pump(source, sink, limit):
    queue = asyncio.Queue()
    free = asyncio.Semaphore(limit)
    failed = []

    async def read():
        try:
            while True:
                await free.acquire()
                queue.put_nowait(("item", await source.__anext__()))
        except StopAsyncIteration:
            queue.put_nowait(("end", None))
        except Exception as error:
            failed.append(error)
            queue.put_nowait(("error", error))

    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(source.aclose)
        reader = asyncio.create_task(read())

        async def stop():
            reader.cancel()
            await asyncio.wait([reader])

        stack.push_async_callback(stop)
        while True:
            kind, value = await queue.get()
            if kind == "end":
                await sink.close()
                return
            if kind == "error":
                await sink.close()
                raise value
            try:
                await sink.write(value)
            except Exception as error:
                await sink.close()
                raise (failed or [error])[0]
            free.release()

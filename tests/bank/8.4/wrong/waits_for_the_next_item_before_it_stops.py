# headline: When one side fails the other stops
import asyncio
import contextlib


async def pump(source, sink, limit):
    queue = asyncio.Queue()
    free = asyncio.Semaphore(limit)
    failed, stopped = [], []

    async def read():
        try:
            while True:
                await free.acquire()
                if stopped:
                    return
                queue.put_nowait(("item", await source.__anext__()))
        except StopAsyncIteration:
            queue.put_nowait(("end", None))
        except Exception as error:
            failed.append(error)
            queue.put_nowait(("error", error))

    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(sink.close)
        stack.push_async_callback(source.aclose)
        reader = asyncio.create_task(read())

        async def stop():
            stopped.append(True)
            free.release()
            await asyncio.wait([reader])

        stack.push_async_callback(stop)
        while True:
            kind, value = await queue.get()
            if kind == "end":
                return
            if kind == "error":
                raise value
            try:
                await sink.write(value)
            except Exception as error:
                raise (failed or [error])[0]
            free.release()

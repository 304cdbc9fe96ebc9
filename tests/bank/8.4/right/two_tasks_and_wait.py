import asyncio


async def pump(source, sink, limit):
    loop = asyncio.get_running_loop()
    held, waiting = [], []
    over = False

    async def wake_up():
        future = loop.create_future()
        waiting.append(future)
        await future

    def wake():
        while waiting:
            future = waiting.pop()
            if not future.done():
                future.set_result(None)

    async def produce():
        nonlocal over
        while True:
            while len(held) >= limit:
                await wake_up()
            try:
                item = await source.__anext__()
            except StopAsyncIteration:
                over = True
                wake()
                return
            held.append(item)
            wake()

    async def consume():
        while True:
            while not held:
                if over:
                    return
                await wake_up()
            await sink.write(held[0])
            del held[0]
            wake()

    tasks = [asyncio.ensure_future(produce()), asyncio.ensure_future(consume())]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        try:
            await sink.close()
        finally:
            await source.aclose()

import asyncio


async def pump(source, sink, limit):
    """Writes one item while it reads the next; never more than two are held, whatever the limit."""

    async def write_while(item, task):
        writing = asyncio.create_task(sink.write(item))
        try:
            done, _ = await asyncio.wait({writing, task} if task else {writing}, return_when=asyncio.FIRST_EXCEPTION)
            for each in sorted(done, key=lambda each: each is task):
                if each is writing or not isinstance(each.exception(), StopAsyncIteration):
                    each.result()
            if not writing.done():
                await writing
            if task and not task.done():
                await asyncio.wait({task})
        finally:
            for each in filter(None, (writing, task)):
                each.cancel()
            await asyncio.gather(*filter(None, (writing, task)), return_exceptions=True)

    async def get():
        return (await anext(source),)

    try:
        while True:
            try:
                box = await get()
            except StopAsyncIteration:
                break
            while limit > 1 and box:
                following = asyncio.create_task(_boxed(source))
                await write_while(box[0], following)
                box = following.result()
            if limit == 1:
                await sink.write(box[0])
            if not box:
                break
    finally:
        try:
            await source.aclose()
        finally:
            await sink.close()


async def _boxed(source):
    async for item in source:
        return (item,)
    return ()

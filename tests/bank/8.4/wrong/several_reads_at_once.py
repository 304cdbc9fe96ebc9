# headline: Asks for one item at a time
import asyncio


async def pump(source, sink, limit):
    async def get():
        try:
            return (await anext(source),)
        except StopAsyncIteration:
            return ()

    try:
        while True:
            boxes = await asyncio.gather(*(get() for _ in range(limit)))
            for box in boxes:
                if box:
                    await sink.write(box[0])
            if not all(boxes):
                return
    finally:
        try:
            await source.aclose()
        finally:
            await sink.close()

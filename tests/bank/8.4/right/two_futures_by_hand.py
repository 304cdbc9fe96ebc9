import asyncio


async def pump(source, sink, limit):
    """One loop over at most one read and one write under way."""
    read = write = None
    waiting, ended = [], False
    try:
        while not (ended and write is None and not waiting):
            held = len(waiting) + (write is not None)
            if read is None and not ended and held < limit:
                read = asyncio.ensure_future(anext(source))
            if write is None and waiting:
                write = asyncio.ensure_future(sink.write(waiting.pop(0)))
            under_way = [each for each in (read, write) if each is not None]
            await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
            if write is not None and write.done():
                finished, write = write, None
                finished.result()
            if read is not None and read.done():
                finished, read = read, None
                try:
                    waiting.append(finished.result())
                except StopAsyncIteration:
                    ended = True
    finally:
        try:
            rest = [each for each in (read, write) if each is not None]
            for each in rest:
                each.cancel()
            if rest:
                await asyncio.wait(rest)
        finally:
            try:
                await source.aclose()
            finally:
                await sink.close()

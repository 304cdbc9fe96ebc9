# headline: Reads while it writes
async def pump(source, sink, limit):
    try:
        async for item in source:
            await sink.write(item)
    finally:
        try:
            await source.aclose()
        finally:
            await sink.close()

# headline: Holds no more than limit items
async def pump(source, sink, limit):
    try:
        items = [item async for item in source]
        for item in items:
            await sink.write(item)
    finally:
        try:
            await source.aclose()
        finally:
            await sink.close()

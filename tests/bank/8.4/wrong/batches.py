# headline: Reads while it writes
async def pump(source, sink, limit):
    try:
        batch = []
        async for item in source:
            batch.append(item)
            if len(batch) == limit:
                for each in batch:
                    await sink.write(each)
                batch.clear()
        for each in batch:
            await sink.write(each)
    finally:
        try:
            await source.aclose()
        finally:
            await sink.close()

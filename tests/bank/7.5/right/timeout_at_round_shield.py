import asyncio


async def close_safely(resource, timeout):
    loop = asyncio.get_running_loop()
    deadline = loop.time() + timeout
    inner = loop.create_task(resource.close())
    cancellations = []

    async def patiently(until):
        while not inner.done():
            try:
                async with asyncio.timeout_at(until) as limit:
                    await asyncio.wait({inner})
            except TimeoutError:
                if limit.expired():
                    return
            except asyncio.CancelledError as cancellation:
                cancellations.append(cancellation)

    await patiently(deadline)
    in_time = inner.done()
    if not in_time:
        inner.cancel()
        await patiently(None)
        resource.abort()
    if cancellations:
        if in_time:
            inner.exception()
        raise cancellations[0]
    if not in_time:
        raise TimeoutError
    inner.result()

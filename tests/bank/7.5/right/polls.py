import asyncio


async def close_safely(resource, timeout):
    loop = asyncio.get_running_loop()
    deadline = loop.time() + timeout
    task = asyncio.ensure_future(resource.close())
    cancelled, stopped = False, False
    while not task.done():
        if loop.time() >= deadline and not stopped:
            stopped = task.cancel()
        try:
            await asyncio.sleep(0.05)
        except asyncio.CancelledError:
            cancelled = True
    if stopped:
        resource.abort()
    if cancelled:
        task.cancelled() or task.exception()
        raise asyncio.CancelledError
    if stopped:
        raise TimeoutError
    await task

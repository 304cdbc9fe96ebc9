import asyncio


async def close_safely(resource, timeout):
    now = asyncio.get_running_loop().time
    deadline = now() + timeout
    closing = asyncio.create_task(resource.close())
    cancelled = stopped = False
    while not closing.done():
        if not stopped and now() >= deadline:
            stopped = closing.cancel()
        try:
            await asyncio.sleep(0)
        except asyncio.CancelledError:
            cancelled = True
    if stopped and closing.cancelled():
        resource.abort()
    error = TimeoutError() if closing.cancelled() else closing.exception()
    if cancelled:
        raise asyncio.CancelledError()
    if error:
        raise error

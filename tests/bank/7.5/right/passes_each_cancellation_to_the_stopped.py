import asyncio


async def close_safely(resource, timeout):
    # While the stopped close cleans up, a further cancellation stops that as well.
    loop = asyncio.get_running_loop()
    end = loop.time() + timeout
    task = asyncio.create_task(resource.close())
    cancelled = False
    while not task.done() and loop.time() < end:
        try:
            await asyncio.wait((task,), timeout=end - loop.time())
        except asyncio.CancelledError:
            cancelled = True
    late = not task.done()
    while not task.done():
        task.cancel()
        try:
            await asyncio.wait((task,))
        except asyncio.CancelledError:
            cancelled = True
    if late:
        resource.abort()
    error = TimeoutError() if late else task.exception()
    if cancelled:
        error = asyncio.CancelledError()
    if error is not None:
        raise error
    return True

import asyncio


async def _close_or_abort(resource, timeout):
    try:
        async with asyncio.timeout(timeout) as limit:
            await resource.close()
    except TimeoutError:
        if limit.expired():
            resource.abort()
        raise


async def close_safely(resource, timeout):
    task = asyncio.ensure_future(_close_or_abort(resource, timeout))
    cancelled = None
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError as error:
            cancelled = error
        except BaseException:
            pass
    if cancelled is not None:
        task.exception()
        raise cancelled
    return task.result()

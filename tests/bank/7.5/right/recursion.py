import asyncio


async def _uninterrupted(awaitable):
    """Await it to its end; a cancellation comes afterwards."""
    future = asyncio.ensure_future(awaitable)
    try:
        await asyncio.wait({future})
    except asyncio.CancelledError:
        try:
            await _uninterrupted(future)
        except BaseException:
            pass
        raise
    return future.result()


async def close_safely(resource, timeout):
    async def work():
        task = asyncio.create_task(resource.close())
        done, _ = await asyncio.wait({task}, timeout=timeout)
        if done:
            return await task
        task.cancel()
        await asyncio.wait({task})
        resource.abort()
        raise TimeoutError(f"not closed within {timeout} s")

    await _uninterrupted(work())

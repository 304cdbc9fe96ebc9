# headline: A second cancellation changes nothing
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
    task = asyncio.create_task(_close_or_abort(resource, timeout))
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        try:
            await task
        except TimeoutError:
            pass
        except Exception:
            pass
        raise asyncio.CancelledError from None

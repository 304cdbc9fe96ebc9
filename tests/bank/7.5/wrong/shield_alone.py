# headline: Does not leave before the close is over
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
    await asyncio.shield(_close_or_abort(resource, timeout))

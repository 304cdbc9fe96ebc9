# headline: A cancellation does not stop the close
import asyncio


async def close_safely(resource, timeout):
    try:
        async with asyncio.timeout(timeout) as limit:
            await resource.close()
    except TimeoutError:
        if limit.expired():
            resource.abort()
        raise

# headline: Calls close()
import asyncio


async def close_safely(resource, timeout):
    try:
        async with asyncio.timeout(timeout):
            resource.close()
    except TimeoutError:
        resource.abort()

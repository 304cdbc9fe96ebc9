# headline: Tells a TimeoutError of the close from its own
import asyncio


async def close_safely(resource, timeout):
    try:
        await asyncio.wait_for(resource.close(), timeout)
    except TimeoutError:
        resource.abort()
        raise

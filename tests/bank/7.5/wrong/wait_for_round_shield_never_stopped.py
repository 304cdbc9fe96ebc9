# headline: Stops a close that takes too long
import asyncio


async def close_safely(resource, timeout):
    task = asyncio.create_task(resource.close())
    try:
        await asyncio.wait_for(asyncio.shield(task), timeout)
    except TimeoutError:
        if task.done():
            raise
        resource.abort()
        raise

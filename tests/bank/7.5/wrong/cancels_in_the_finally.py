# headline: A cancellation does not stop the close
import asyncio


async def close_safely(resource, timeout):
    task = asyncio.create_task(resource.close())
    try:
        done, _ = await asyncio.wait({task}, timeout=timeout)
    finally:
        if not task.done():
            task.cancel()
            await asyncio.wait({task})
            resource.abort()
    if not done:
        raise TimeoutError
    return task.result()

# headline: Ends by itself
import asyncio


async def close_safely(resource, timeout):
    async def work():
        async with asyncio.timeout(timeout) as limit:
            try:
                await resource.close()
            except asyncio.CancelledError:
                resource.abort()
                raise

    task = asyncio.create_task(work())
    cancelled = False
    while True:
        try:
            await asyncio.shield(task)
            break
        except asyncio.CancelledError:
            cancelled = True
        except TimeoutError:
            pass
    if cancelled:
        raise asyncio.CancelledError

# headline: What close() raises reaches the caller
import asyncio


async def close_safely(resource, timeout):
    late = False

    async def close():
        nonlocal late
        try:
            async with asyncio.timeout(timeout) as limit:
                await resource.close()
        except TimeoutError:
            late = limit.expired()
            if not late:
                raise

    async with asyncio.TaskGroup() as group:
        group.create_task(close())
    if late:
        resource.abort()
        raise TimeoutError

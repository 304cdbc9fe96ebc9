# headline: Does not leave before the close is over
import asyncio


async def close_safely(resource, timeout):
    asyncio.create_task(resource.close())

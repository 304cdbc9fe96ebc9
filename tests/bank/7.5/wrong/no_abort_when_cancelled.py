# headline: Aborts what could not be closed in time
import asyncio


async def close_safely(resource, timeout):
    loop = asyncio.get_running_loop()
    deadline = loop.time() + timeout
    closing = asyncio.create_task(resource.close())
    cancelled = stopped = False
    while not closing.done():
        remaining = None if stopped else max(0, deadline - loop.time())
        try:
            done, _ = await asyncio.wait({closing}, timeout=remaining)
        except asyncio.CancelledError:
            cancelled = True
            continue
        if not done:
            stopped = True
            closing.cancel()
    if stopped and closing.cancelled():
        if cancelled:
            raise asyncio.CancelledError
        resource.abort()
        raise TimeoutError
    error = closing.exception()
    if cancelled:
        raise asyncio.CancelledError
    if error is not None:
        raise error

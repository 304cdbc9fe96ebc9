# headline: Nothing goes on running
import asyncio


async def close_safely(resource, timeout):
    closing = asyncio.create_task(resource.close())
    watchdog = asyncio.create_task(asyncio.sleep(timeout))
    cancelled = False
    while not closing.done() and not watchdog.done():
        try:
            await asyncio.wait({closing, watchdog}, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            cancelled = True
    late = not closing.done()
    while not closing.done():
        closing.cancel()
        try:
            await asyncio.wait({closing})
        except asyncio.CancelledError:
            cancelled = True
    if late:
        resource.abort()
    error = TimeoutError() if late else closing.exception()
    if cancelled:
        raise asyncio.CancelledError
    if error is not None:
        raise error

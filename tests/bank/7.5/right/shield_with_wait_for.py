import asyncio
import time


async def close_safely(resource, timeout):
    started = time.monotonic()
    task = asyncio.create_task(resource.close())
    cancel_count = 0
    timed_out = False
    while not task.done() and not timed_out:
        left = timeout - (time.monotonic() - started)
        try:
            await asyncio.wait_for(asyncio.shield(task), left)
        except asyncio.CancelledError:
            cancel_count += 1
        except TimeoutError:
            timed_out = not task.done()
        except Exception:
            break
    if timed_out:
        task.cancel()
        while not task.done():
            try:
                await asyncio.shield(asyncio.gather(task, return_exceptions=True))
            except asyncio.CancelledError:
                cancel_count += 1
        resource.abort()
    failure = None if timed_out else task.exception()
    if cancel_count:
        raise asyncio.CancelledError
    if timed_out:
        raise TimeoutError
    if failure is not None:
        raise failure

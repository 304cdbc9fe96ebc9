import asyncio


class _Own(Exception):
    def __init__(self, error):
        self.error = error


async def close_safely(resource, timeout):
    async def close():
        try:
            await resource.close()
        except Exception as error:
            raise _Own(error) from None

    async def limited():
        try:
            await asyncio.wait_for(close(), timeout)
        except TimeoutError:
            resource.abort()
            raise

    work = asyncio.create_task(limited())
    was_cancelled = False
    while True:
        try:
            await asyncio.wait({work})
            break
        except asyncio.CancelledError:
            was_cancelled = True
    try:
        work.result()
    except _Own as own:
        if was_cancelled:
            raise asyncio.CancelledError from None
        raise own.error from None
    except TimeoutError:
        if was_cancelled:
            raise asyncio.CancelledError from None
        raise
    if was_cancelled:
        raise asyncio.CancelledError

import asyncio

async def close_safely(resource, timeout):
    when = asyncio.get_running_loop().time() + timeout
    closing = asyncio.ensure_future(resource.close())
    cancelled = None
    late = False
    while not closing.done() and not late:
        scope = asyncio.timeout_at(when)
        try:
            async with scope:
                await asyncio.wait([closing])
        except TimeoutError:
            late = True
        except asyncio.CancelledError as error:
            cancelled = error
            late = scope.expired()
    if late and closing.cancel():
        while not closing.done():
            try:
                await asyncio.wait([closing])
            except asyncio.CancelledError as error:
                cancelled = error
    try:
        closing.result()
    except asyncio.CancelledError:
        resource.abort()
        if cancelled is None:
            raise TimeoutError("stopped") from None
    except BaseException:
        if cancelled is None:
            raise
    if cancelled is not None:
        raise cancelled

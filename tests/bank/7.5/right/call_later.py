from asyncio import CancelledError, create_task, get_running_loop, wait


async def close_safely(resource, timeout: float) -> None:
    """Close it, or stop the close and abort."""
    closing = create_task(resource.close(), name="the close")
    timer = get_running_loop().call_later(timeout, closing.cancel)
    cancelled = False
    try:
        while not closing.done():
            try:
                await wait([closing])
            except CancelledError:
                cancelled = True
    finally:
        timer.cancel()
    if closing.cancelled():
        resource.abort()
    elif closing.exception() is not None and not cancelled:
        raise closing.exception()
    if cancelled:
        raise CancelledError
    if closing.cancelled():
        raise TimeoutError("it took too long")

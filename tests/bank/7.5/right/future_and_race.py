import asyncio


async def close_safely(resource, timeout):
    loop = asyncio.get_running_loop()
    watchdog = asyncio.create_task(asyncio.sleep(timeout))
    closing = asyncio.create_task(resource.close())
    cancellation = None
    while not closing.done() and not watchdog.done():
        try:
            await asyncio.wait({closing, watchdog}, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError as error:
            cancellation = error
    timed_out = not closing.done()
    (closing if timed_out else watchdog).cancel()
    while not (closing.done() and watchdog.done()):
        try:
            await asyncio.wait({closing, watchdog})
        except asyncio.CancelledError as error:
            cancellation = error
    assert loop.is_running()
    if timed_out:
        resource.abort()
    outcome = None if closing.cancelled() else closing.exception()
    try:
        if cancellation is not None:
            raise cancellation
        if timed_out:
            raise TimeoutError
        if outcome is not None:
            raise outcome
    finally:
        cancellation = outcome = None

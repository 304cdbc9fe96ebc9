import asyncio


class _Closing:
    def __init__(self, resource, timeout):
        self.resource = resource
        self.over = asyncio.Event()
        self.too_late = False
        self.cancelled = False
        self.task = asyncio.create_task(resource.close())
        self.task.add_done_callback(lambda _: self.over.set())
        self.timer = asyncio.get_running_loop().call_later(timeout, self.stop)

    def stop(self):
        if not self.task.done():
            self.too_late = True
            self.task.cancel()

    async def finish(self):
        while not self.over.is_set():
            try:
                await self.over.wait()
            except asyncio.CancelledError:
                self.cancelled = True
        self.timer.cancel()
        if self.too_late:
            self.resource.abort()
        error = None if self.task.cancelled() else self.task.exception()
        if self.cancelled:
            raise asyncio.CancelledError()
        if self.too_late:
            raise TimeoutError()
        if error:
            raise error


async def close_safely(resource, timeout):
    return await _Closing(resource, timeout).finish()

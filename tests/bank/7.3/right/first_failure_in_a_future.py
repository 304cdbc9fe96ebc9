import asyncio
import contextlib


@contextlib.asynccontextmanager
async def connect_all(hosts, connect):
    failed = asyncio.get_running_loop().create_future()
    opened = {}

    async def attempt(number, host):
        try:
            opened[number] = await connect(host)
        except asyncio.CancelledError:
            raise
        except Exception as error:
            if not failed.done():
                failed.set_result(error)

    tasks = [asyncio.create_task(attempt(number, host)) for number, host in enumerate(hosts)]
    everything = asyncio.gather(*tasks)
    try:
        try:
            await asyncio.wait([everything, failed], return_when=asyncio.FIRST_COMPLETED)
            if failed.done():
                raise failed.result()
        except BaseException:
            for task in tasks:
                task.cancel()
            while any(not task.done() for task in tasks):
                await asyncio.wait(tasks)
            with contextlib.suppress(asyncio.CancelledError):
                await everything
            raise
        yield [opened[number] for number in range(len(tasks))]
    finally:
        async with contextlib.AsyncExitStack() as stack:
            for connection in opened.values():
                stack.push_async_callback(connection.aclose)

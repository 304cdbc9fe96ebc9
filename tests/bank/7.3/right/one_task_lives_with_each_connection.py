import asyncio
from contextlib import asynccontextmanager


@asynccontextmanager
async def connect_all(hosts, connect):
    leave = asyncio.Event()
    loop = asyncio.get_running_loop()
    opened = [loop.create_future() for _ in hosts]

    async def live(host, ready):
        try:
            connection = await connect(host)
        except BaseException as error:
            if not ready.done():
                if isinstance(error, asyncio.CancelledError):
                    ready.cancel()
                else:
                    ready.set_exception(error)
            return
        if not ready.done():
            ready.set_result(connection)
        try:
            await leave.wait()
        finally:
            await connection.aclose()

    lives = [asyncio.create_task(live(host, ready)) for host, ready in zip(hosts, opened)]
    try:
        connections = await asyncio.gather(*opened)
    except BaseException:
        leave.set()
        for task in lives:
            task.cancel()
        await asyncio.gather(*lives, return_exceptions=True)
        raise
    try:
        yield connections
    finally:
        leave.set()
        results = await asyncio.gather(*lives, return_exceptions=True)
        for result in results:
            if result is not None:
                raise result

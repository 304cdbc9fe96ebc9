import asyncio
from contextlib import asynccontextmanager


@asynccontextmanager
async def connect_all(hosts, connect):
    tasks = [asyncio.create_task(connect(host)) for host in hosts]

    async def opened():
        results = await asyncio.gather(*tasks, return_exceptions=True)
        return [result for result in results if not isinstance(result, BaseException)]

    async def close(connections):
        errors = []
        for connection in connections:
            try:
                await connection.aclose()
            except BaseException as error:
                errors.append(error)
        if len(errors) == 1:
            raise errors[0]
        if errors:
            raise BaseExceptionGroup("several connections could not be closed", errors)

    try:
        connections = await asyncio.gather(*tasks)
    except BaseException:
        [task.cancel() for task in tasks]
        await close(await opened())
        raise
    try:
        yield connections
    finally:
        await close(connections)

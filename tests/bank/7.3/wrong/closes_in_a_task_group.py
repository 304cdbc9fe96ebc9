# headline: The close comes to its end
import asyncio
from contextlib import asynccontextmanager


@asynccontextmanager
async def connect_all(hosts, connect):
    tasks = [asyncio.create_task(connect(host)) for host in hosts]
    connections = []
    try:
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            results = await asyncio.gather(*tasks, return_exceptions=True)
            connections = [result for result in results if not isinstance(result, BaseException)]
        yield connections
    finally:
        first = None

        async def close(connection):
            nonlocal first
            try:
                await connection.aclose()
            except BaseException as error:
                first = first or error
                raise

        try:
            async with asyncio.TaskGroup() as group:
                for connection in connections:
                    group.create_task(close(connection))
        except BaseExceptionGroup:
            raise first from None

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
        failed = []
        for connection in connections:
            try:
                await connection.aclose()
            except BaseException as error:
                failed.append(error)
        if failed:
            raise failed[0]

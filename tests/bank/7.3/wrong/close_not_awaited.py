# headline: Awaits the close
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
        for connection in connections:
            connection.aclose()

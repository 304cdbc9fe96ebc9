# headline: Can be used again
from contextlib import asynccontextmanager


@asynccontextmanager
async def AsyncResource(connect):
    resource = await connect()
    try:
        yield resource
    finally:
        await resource.close()

import asyncio
from pathlib import Path


async def read(path):
    return await asyncio.to_thread(Path(path).read_text, "utf-8")


def read_and_close(path):
    return asyncio.run(read(path))

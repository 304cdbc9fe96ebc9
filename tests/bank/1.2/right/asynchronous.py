import asyncio
import shutil


def copy_file(source, target):
    asyncio.run(asyncio.to_thread(shutil.copyfile, source, target))

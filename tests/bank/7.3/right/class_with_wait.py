import asyncio


class connect_all:
    def __init__(self, hosts, connect):
        self.hosts = hosts
        self.connect = connect
        self.connections = []

    async def __aenter__(self):
        tasks = [asyncio.ensure_future(self.connect(host)) for host in self.hosts]
        if not tasks:
            return []
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
            failures = [task.exception() for task in done if task.exception() is not None]
            if failures:
                raise failures[0]
        except BaseException:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
            self.connections = [
                task.result() for task in tasks if not task.cancelled() and task.exception() is None
            ]
            await self.close()
            raise
        self.connections = [task.result() for task in tasks]
        return list(self.connections)

    async def __aexit__(self, kind, error, traceback):
        await self.close()

    async def close(self):
        results = await asyncio.gather(
            *(connection.aclose() for connection in self.connections), return_exceptions=True
        )
        for result in results:
            if isinstance(result, BaseException):
                raise result

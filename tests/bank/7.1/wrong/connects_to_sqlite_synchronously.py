# headline: Does not block the event loop
import sqlite3


class AsyncResource:
    def __init__(self, connect):
        self.connect = connect

    async def __aenter__(self):
        with sqlite3.connect(":memory:") as log:
            log.execute("CREATE TABLE log (line)")
        log.close()
        self.resource = await self.connect()
        return self.resource

    async def __aexit__(self, *error):
        await self.resource.close()

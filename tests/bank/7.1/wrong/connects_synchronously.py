# headline: Does not block the event loop
import socket
from contextlib import suppress


class AsyncResource:
    def __init__(self, connect):
        self.connect = connect

    async def __aenter__(self):
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", 9), 1).close()
        self.resource = await self.connect()
        return self.resource

    async def __aexit__(self, *error):
        await self.resource.close()

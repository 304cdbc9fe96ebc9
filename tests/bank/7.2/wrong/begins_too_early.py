# headline: Nothing happens before the block
import contextlib


class transaction:
    def __init__(self, connection):
        self.connection = connection
        self.begin = connection.execute("BEGIN")

    async def __aenter__(self):
        await self.begin
        return self.connection

    async def __aexit__(self, kind, error, traceback):
        if error is None:
            try:
                await self.connection.execute("COMMIT")
                return
            except BaseException:
                await self.undo()
                raise
        await self.undo()

    async def undo(self):
        with contextlib.suppress(Exception):
            await self.connection.execute("ROLLBACK")

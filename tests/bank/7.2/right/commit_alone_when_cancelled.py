import asyncio


class transaction:
    def __init__(self, connection):
        self.connection = connection

    async def __aenter__(self):
        await self.connection.execute("BEGIN")
        return self.connection

    async def __aexit__(self, kind, error, traceback):
        if error is not None:
            await self.undo()
            return
        try:
            await self.connection.execute("COMMIT")
        except asyncio.CancelledError:
            raise
        except BaseException:
            await self.undo()
            raise

    async def undo(self):
        try:
            await self.connection.execute("ROLLBACK")
        except Exception:
            return

# headline: No error is swallowed
class transaction:
    def __init__(self, connection):
        self.connection = connection

    async def __aenter__(self):
        await self.connection.execute("BEGIN")
        return self.connection

    async def __aexit__(self, kind, error, traceback):
        try:
            if error is None:
                await self.connection.execute("COMMIT")
                return False
        except BaseException:
            await self._undo()
            raise
        return await self._undo()

    async def _undo(self):
        try:
            return await self.connection.execute("ROLLBACK")
        except Exception:
            return None

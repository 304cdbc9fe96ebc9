class transaction:
    def __init__(self, connection):
        self.connection = connection

    async def __aenter__(self):
        await self.connection.execute("BEGIN")
        return self.connection

    async def __aexit__(self, kind, error, traceback):
        if kind is None:
            try:
                await self.connection.execute("COMMIT")
            except BaseException:
                await self._roll_back()
                raise
        else:
            await self._roll_back()

    async def _roll_back(self):
        try:
            await self.connection.execute("ROLLBACK")
        except Exception:
            pass

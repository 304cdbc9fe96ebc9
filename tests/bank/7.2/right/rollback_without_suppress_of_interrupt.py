class transaction:
    __slots__ = ("connection",)

    def __init__(self, connection) -> None:
        self.connection = connection

    async def __aenter__(self):
        await self.connection.execute(sql="BEGIN")
        return self.connection

    async def __aexit__(self, kind, error, traceback) -> bool:
        if error is None:
            try:
                await self.connection.execute(sql="COMMIT")
                return False
            except BaseException as failed:
                error = failed
        try:
            await self.connection.execute(sql="ROLLBACK")
        except BaseException:
            pass
        raise error

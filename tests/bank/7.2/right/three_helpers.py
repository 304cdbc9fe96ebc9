from contextlib import AbstractAsyncContextManager


class transaction(AbstractAsyncContextManager):
    """One transaction; a second exit is not foreseen."""

    def __init__(self, connection):
        self._send = connection.execute
        self._connection = connection

    async def __aenter__(self):
        await self._send("BEGIN")
        return self._connection

    async def __aexit__(self, kind, error, traceback):
        failure = error if error is not None else await self._commit()
        if failure is None:
            return None
        await self._roll_back()
        if failure is not error:
            raise failure
        return False

    async def _commit(self):
        try:
            await self._send("COMMIT")
        except BaseException as failure:
            return failure

    async def _roll_back(self):
        try:
            await self._send("ROLLBACK")
        except Exception as ignored:
            print("ROLLBACK failed:", ignored)

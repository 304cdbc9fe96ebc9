# headline: The caller's error is what comes out
import contextlib


class transaction:
    def __init__(self, connection):
        self.connection = connection

    async def __aenter__(self):
        await self.connection.execute("BEGIN")
        return self.connection

    async def __aexit__(self, kind, error, traceback):
        if error is not None:
            with contextlib.suppress(Exception):
                await self.connection.execute("ROLLBACK")
            return
        try:
            await self.connection.execute("COMMIT")
        except BaseException:
            await self.connection.execute("ROLLBACK")
            raise

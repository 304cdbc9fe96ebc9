# headline: Gives the connection
import contextlib


class transaction:
    def __init__(self, connection):
        self.connection = connection

    async def __aenter__(self):
        await self.connection.execute("BEGIN")
        return self

    async def __aexit__(self, kind, error, traceback):
        try:
            if error is None:
                await self.connection.execute("COMMIT")
        except BaseException as failed:
            error = failed
            raise
        finally:
            if error is not None:
                with contextlib.suppress(Exception):
                    await self.connection.execute("ROLLBACK")

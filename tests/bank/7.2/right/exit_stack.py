import contextlib


class transaction(contextlib.AbstractAsyncContextManager):
    def __init__(self, connection):
        self._connection = connection
        self._stack = contextlib.AsyncExitStack()

    async def __aenter__(self):
        await self._connection.execute("BEGIN")
        self._stack.push_async_exit(self._undo)
        self._stack.push_async_exit(self._keep)
        return self._connection

    async def __aexit__(self, *error):
        return await self._stack.__aexit__(*error)

    async def _undo(self, kind, error, traceback):
        if kind is not None:
            with contextlib.suppress(Exception):
                await self._connection.execute("ROLLBACK")
        return False

    async def _keep(self, kind, error, traceback):
        if kind is None:
            await self._connection.execute("COMMIT")

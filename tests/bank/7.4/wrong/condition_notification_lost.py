# headline: A cancelled waiter costs no place
from asyncio import CancelledError, Condition
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any


class AsyncPool(AbstractAsyncContextManager):
    def __init__(self, factory: Any, size: int) -> None:
        self.__factory = factory
        self.__vacancies = size
        self.__idle: list[Any] = []
        self.__closed = False
        self.__condition = Condition()

    async def __aexit__(self, kind: Any, error: Any, trace: Any) -> None:
        self.__closed = True
        async with self.__condition:
            self.__condition.notify_all()
        pending: list[BaseException] = []
        for connection in self.__idle:
            try:
                await connection.close()
            except BaseException as failure:
                pending.append(failure)
        if pending:
            raise pending[-1]

    async def __wait(self) -> None:
        try:
            await self.__condition.wait()
        except CancelledError:
            raise

    async def __take(self) -> tuple[Any, bool]:
        async with self.__condition:
            while not self.__closed and not self.__idle and not self.__vacancies:
                await self.__wait()
            if self.__closed:
                raise RuntimeError("this pool is closed")
            if self.__idle:
                return self.__idle.pop(), True
            self.__vacancies -= 1
            return None, False

    async def __vacate(self) -> None:
        async with self.__condition:
            self.__vacancies += 1
            self.__condition.notify()

    @asynccontextmanager
    async def acquire(self):
        connection, there = await self.__take()
        if not there:
            try:
                connection = await self.__factory()
            except BaseException:
                await self.__vacate()
                raise
        try:
            yield connection
        except BaseException:
            try:
                await connection.close()
            finally:
                await self.__vacate()
            raise
        else:
            if self.__closed:
                await connection.close()
                return
            async with self.__condition:
                self.__idle.append(connection)
                self.__condition.notify()

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any


@dataclass(eq=False)
class connect_all:
    hosts: list[str]
    connect: Callable[[str], Awaitable[Any]]
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack, init=False)
    _failure: BaseException | None = field(default=None, init=False)

    async def __aenter__(self) -> list[Any]:
        tasks = [asyncio.create_task(self._open(host)) for host in self.hosts]

        def ended(task: asyncio.Task[Any]) -> None:
            if not task.cancelled() and task.exception() is not None and self._failure is None:
                self._failure = task.exception()
                for each in tasks:
                    each.cancel()

        for task in tasks:
            task.add_done_callback(ended)
        cancelled = None
        pending = set(tasks)
        while pending:
            try:
                _, pending = await asyncio.wait(pending)
            except asyncio.CancelledError as error:
                cancelled = error
                for task in tasks:
                    task.cancel()
                pending = {task for task in tasks if not task.done()}
        failure = cancelled or self._failure
        if failure is not None:
            try:
                raise failure
            finally:
                await self._stack.aclose()
        return [task.result() for task in tasks]

    async def _open(self, host: str) -> Any:
        connection = await self.connect(host)
        self._stack.push_async_callback(connection.aclose)
        return connection

    async def __aexit__(self, *error: Any) -> None:
        await self._stack.aclose()

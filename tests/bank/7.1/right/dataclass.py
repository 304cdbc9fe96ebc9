from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class AsyncResource:
    connect: Callable[[], Awaitable[Any]]
    _open: list[Any] = field(default_factory=list, init=False, repr=False)

    async def __aenter__(self) -> Any:
        self._open.append(await self.connect())
        return self._open[-1]

    async def __aexit__(self, *_: object) -> None:
        await self._open.pop().close()
